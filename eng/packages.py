#!/usr/bin/env python3
"""packages.py: packs Dicom.Cms.sln and uses the packages as a stranger would, from an empty package cache: the first program of
README.md in a new project, and the tool. The new project sees no other source: the packages must need nothing but the SDK."""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIBRARIES = sorted(path.stem for path in (ROOT / "src").glob("*/*.csproj") if path.stem != "Dicom.Cms.Cli")
TOOL = "Dicom.Cms.Tool"
PROJECT = """<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Dicom.Cms" Version="{version}" />
  </ItemGroup>
</Project>
"""
SOURCES = """<configuration>
  <packageSources>
    <clear />
    <add key="packed" value="{feed}" />
  </packageSources>
</configuration>
"""


def fail(message):
    sys.exit(f"packages: {message}")


def run(*command, folder=ROOT, environment=None):
    """What the command prints; it must succeed."""
    result = subprocess.run([str(part) for part in command], cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=600, check=False)
    print(f"$ {' '.join(map(str, command))}\n{result.stdout}", flush=True)
    if result.returncode != 0:
        fail(f"exit {result.returncode}: {' '.join(map(str, command))}")
    return result.stdout


def metadata_of(package):
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".nuspec"))
        metadata = xml.fromstring(archive.read(name))[0]
    return {element.tag.split("}")[1]: element for element in metadata}


def judge(package, name):
    """What a feed shows of a package is there, and its links lead to the repository it names."""
    metadata = metadata_of(package)
    with zipfile.ZipFile(package) as archive:
        files = set(archive.namelist())
        readme = archive.read("README.md").decode() if "README.md" in files else fail(f"{name} has no README.md")
    for field, expected in {"id": name, "license": "MIT", "icon": "icon.png", "readme": "README.md"}.items():
        if field not in metadata or metadata[field].text != expected:
            fail(f"{name}: {field} is not {expected}")
    for field in ("description", "tags", "projectUrl", "releaseNotes", "repository"):
        if field not in metadata:
            fail(f"{name} has no {field}")
    repository = metadata["repository"].get("url")
    strays = [link for link in re.findall(r"\]\(([^)]+)\)", readme) if not link.startswith(repository)]
    if strays:
        fail(f"{name}: README.md links to {strays[0]}, which a reader of the feed does not find")
    expected = {"icon.png", "sbom/bom.json"} | ({"tools/net10.0/any/DotnetToolSettings.xml"} if name == TOOL
                               else {f"lib/net10.0/{name}.{ending}" for ending in ("dll", "xml")})
    if expected - files:
        fail(f"{name} lacks {', '.join(sorted(expected - files))}")
    with zipfile.ZipFile(package) as archive:
        component = json.loads(archive.read("sbom/bom.json").decode("utf-8-sig"))["metadata"]["component"]
    if (component["name"], component["version"]) != (name, metadata["version"].text):
        fail(f"{name}: its bill of materials is of {component['name']} {component['version']}")
    with zipfile.ZipFile(package.with_suffix(".snupkg")) as archive:
        if not any(file.endswith(".pdb") for file in archive.namelist()):
            fail(f"{name}: no symbols")
    return metadata["version"].text


def pack(feed):
    run("bash", "eng/sbom.sh")
    run("dotnet", "pack", "Dicom.Cms.sln", "-c", "Release", "-o", feed)
    packages = {metadata_of(path)["id"].text: path for path in feed.glob("*.nupkg")}
    if sorted(packages) != sorted([*LIBRARIES, TOOL]):
        fail(f"packed {', '.join(sorted(packages))}")
    versions = {judge(path, name) for name, path in packages.items()}
    return versions.pop() if len(versions) == 1 else fail(f"several versions: {versions}")


def make_slice(folder):
    """The phantom of the QuickStart: a file as a user would have one."""
    run("dotnet", "run", "--project", "samples/QuickStart", "-c", "Release", "--", folder / "quickstart")
    (folder / "quickstart" / "original.dcm").rename(folder / "ct.dcm")


def use_tool(folder, version, environment):
    run("dotnet", "tool", "install", TOOL, "--tool-path", folder / "tools", "--version", version, folder=folder, environment=environment)
    tool = folder / "tools" / ("dicom-cms.exe" if os.name == "nt" else "dicom-cms")
    printed = run(tool, "--version", folder=folder).strip()
    if printed != version:
        fail(f"the tool calls itself {printed}, its package {version}")
    for name in ("archive", "trial"):
        run(tool, "certificate", "create", "--subject", f"CN={name}", "-o", name, folder=folder)
    run(tool, "protect", "ct.dcm", "-o", "tool.deid.dcm", "--recipient", "archive.cert.pem", folder=folder)
    run(tool, "recover", "tool.deid.dcm", "-o", "tool.recovered.dcm", "--key", "archive.key.pem", "--certificate", "archive.cert.pem",
        folder=folder)
    same(folder, "tool.recovered.dcm")
    if (folder / "tool.deid.dcm").read_bytes() == (folder / "ct.dcm").read_bytes():
        fail("the tool protected nothing")


def use_library(folder, version, environment):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    program = folder / "program"
    program.mkdir()
    (program / "Program.cs").write_text(re.search(r"^```csharp\n(.*?)^```", readme, re.M | re.S).group(1), encoding="utf-8")
    (program / "program.csproj").write_text(PROJECT.format(version=version), encoding="utf-8")
    run("dotnet", "run", "--project", program, folder=folder, environment=environment)
    same(folder, "ct.recovered.dcm")
    came = sorted(path.name for path in pathlib.Path(environment["NUGET_PACKAGES"]).iterdir() if path.name in map(str.lower, LIBRARIES))
    if came != sorted(map(str.lower, LIBRARIES)):
        fail(f"the program ran with {', '.join(came)} from packages")


def same(folder, name):
    if (folder / name).read_bytes() != (folder / "ct.dcm").read_bytes():
        fail(f"{name} is not ct.dcm")


def main():
    with tempfile.TemporaryDirectory(prefix="dicom-cms-packages-") as temporary:
        folder = pathlib.Path(temporary).resolve()
        feed = folder / "feed"
        version = pack(feed)
        make_slice(folder)
        (folder / "nuget.config").write_text(SOURCES.format(feed=feed), encoding="utf-8")
        environment = os.environ | {"NUGET_PACKAGES": str(folder / "cache"), "DOTNET_CLI_HOME": str(folder / "home"), "DOTNET_NOLOGO": "1",
                                    "DOTNET_CLI_TELEMETRY_OPTOUT": "1", "DOTNET_GENERATE_ASPNET_CERTIFICATE": "false"}
        use_tool(folder, version, environment)
        use_library(folder, version, environment)
    print(f"{', '.join([*LIBRARIES, TOOL])} {version}: README.md's program and the tool run from an empty cache")


if __name__ == "__main__":
    main()
