using System.Reflection;

namespace Dicom.Cms.Testing;

/// <summary>Which folders of a project use which, read from the compiled types: signatures, fields and the code of methods.</summary>
/// <remarks>
/// The folder of a type is that of its source file, as the debug information beside the assembly has it. The root folder is the public
/// API: others may name it and it names others, so that it is left out. Constants are compiled in and leave no trace.
/// </remarks>
public sealed class FolderGraph
{
    private FolderGraph(IReadOnlyList<FolderUse> uses) => Uses = uses;

    /// <summary>Each use of a type in another folder, roots apart.</summary>
    public IReadOnlyList<FolderUse> Uses { get; }

    /// <summary>The folders that use another or are used.</summary>
    public IReadOnlyList<string> Folders =>
        [.. Uses.SelectMany(use => new[] { use.From, use.To }).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Reads the assembly of a project below src, as its own build left it.</summary>
    /// <param name="project">The name of the project, which is that of its folder.</param>
    /// <param name="assembly">
    /// The assembly. The copy that a test loads may be instrumented for coverage, which breaks its debug information.
    /// </param>
    public static FolderGraph Of(string project, Assembly assembly)
    {
        // tests/X.Tests/bin/CONFIGURATION/FRAMEWORK -> src/X/bin/CONFIGURATION/FRAMEWORK
        DirectoryInfo framework = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), configuration = framework.Parent!;
        string root = configuration.Parent!.Parent!.Parent!.Parent!.FullName;
        string path = Path.Combine(
            root, "src", project, "bin", configuration.Name, framework.Name, Path.GetFileName(assembly.Location));
        using CompiledTypes types = CompiledTypes.Open(path);
        return Of(types, document => FolderOf(document, $"/src/{project}/"));
    }

    /// <summary>Reads an assembly whose sources stand below a folder.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="project">A part of the path of each source file, from slash to slash, behind which the folders begin.</param>
    public static FolderGraph Of(Assembly assembly, string project)
    {
        using CompiledTypes types = CompiledTypes.Open(assembly.Location);
        return Of(types, document => FolderOf(document, project));
    }

    /// <summary>The uses that go against an order of folders, in which each uses only those before it.</summary>
    /// <returns>Sentences; none where all is well.</returns>
    public IReadOnlyList<string> Against(IReadOnlyList<string> order)
    {
        List<string> problems = [.. Folders.Except(order).Select(folder => $"{folder} has no place in the order")];
        int PlaceOf(string folder) => order.ToList().IndexOf(folder);
        problems.AddRange(Uses.Where(use => PlaceOf(use.From) <= PlaceOf(use.To)).Select(use => use.ToString()));
        return problems;
    }

    private static FolderGraph Of(CompiledTypes types, Func<string, string?> folderOf)
    {
        Dictionary<string, string> folders = [];
        foreach ((string type, string document) in types.Documents)
        {
            if (folderOf(document) is { } folder) folders.TryAdd(type, folder);
        }

        List<FolderUse> uses = [];
        foreach ((string type, IReadOnlySet<string> used) in types.References)
        {
            if (!folders.TryGetValue(type, out string? from) || from.Length == 0) continue;
            uses.AddRange(used
                .Where(other => folders.TryGetValue(other, out string? to) && to.Length > 0 && to != from)
                .Select(other => new FolderUse(from, folders[other], type, other)));
        }

        return new FolderGraph([.. uses.OrderBy(use => use.ToString(), StringComparer.Ordinal)]);
    }

    // Empty for the root; null for what is generated.
    private static string? FolderOf(string document, string project)
    {
        string path = document.Replace('\\', '/');
        int start = path.LastIndexOf(project, StringComparison.Ordinal);
        if (start < 0) return null;
        string folder = path[(start + project.Length)..];
        folder = folder.Contains('/', StringComparison.Ordinal) ? folder[..folder.LastIndexOf('/')] : "";
        return folder == "obj" || folder.StartsWith("obj/", StringComparison.Ordinal) ? null : folder;
    }
}

/// <summary>A type that uses one of another folder.</summary>
/// <param name="From">The folder of the type.</param>
/// <param name="To">The other folder.</param>
/// <param name="Type">The type.</param>
/// <param name="Used">The type that it uses.</param>
public sealed record FolderUse(string From, string To, string Type, string Used)
{
    /// <summary>A sentence.</summary>
    public override string ToString() => $"{From} uses {To}: {Type} uses {Used}";
}
