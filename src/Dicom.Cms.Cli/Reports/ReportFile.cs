using System.Text;
using System.Text.Json;
using Dicom.Cms.Data;

namespace Dicom.Cms.Cli;

/// <summary>
/// The report of a run: NDJSON, one line for each input in the order in which they were finished. It names files, tags and reasons,
/// never a value of an Attribute.
/// </summary>
internal sealed class ReportFile : IDisposable
{
    private static ReadOnlySpan<byte> Opening => "{\"input\":"u8; // How each line begins, and so how a report is known.

    private readonly FileStream _stream;
    private readonly string _participle;
    private readonly MemoryStream _line = new();

    private ReportFile(FileStream stream, string participle)
    {
        _stream = stream;
        _participle = participle;
    }

    /// <summary>Refuses a report that is an input or an output, or that would replace a file that is no report.</summary>
    /// <exception cref="UsageException">It is.</exception>
    public static void RefuseMeetings(string path, InputExpansion inputs, OutputMapping? outputs)
    {
        if (inputs.Contains(RealPath.Of(path)))
            throw new UsageException($"{path}: the report would replace an input");
        if (outputs is not null && outputs.Takes(path))
            throw new UsageException($"{path}: the report and an output would be the same file");
        if (Directory.Exists(path) || (File.Exists(path) && !IsReplaceable(path)))
            throw new UsageException($"{path}: exists and is no report of dicom-cms; it is not replaced");
    }

    /// <summary>
    /// What stands under the name is removed, not written to, unless it is a device: a link could lead anywhere. The file is then made
    /// exclusively.
    /// </summary>
    private static FileMode ModeFor(string path)
    {
        string full = Path.GetFullPath(path);
        bool amongDevices = full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
        FileInfo present = new(full);
        if (amongDevices && present.Exists && (present.LinkTarget is not null || present.Length == 0)) return FileMode.Open;
        File.Delete(path);
        return FileMode.CreateNew;
    }

    /// <exception cref="UsageException">It cannot be written there.</exception>
    public static ReportFile Create(string path, string participle)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new ReportFile(new FileStream(path, ModeFor(path), FileAccess.Write, FileShare.Read), participle);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {exception.Message}");
        }
    }

    public void Write(FileOutcome outcome)
    {
        _line.SetLength(0);
        using (Utf8JsonWriter json = new(_line))
        {
            json.WriteStartObject();
            json.WriteString("input", outcome.InputPath);
            switch (outcome)
            {
                case DoneOutcome done: WriteDone(json, done); break;
                case DirectoryOutcome directory: WriteDirectory(json, directory); break;
                case VerifiedOutcome verified: WriteVerified(json, verified.Report); break;
                case FailedOutcome failed: WriteError(json, "failed", failed.Failure.Kind, failed.Failure.Message); break;
                case SkippedOutcome skipped: WriteError(json, "skipped", "not-dicom", skipped.Reason); break;
            }

            json.WriteEndObject();
        }

        _line.WriteByte((byte)'\n');
        _line.WriteTo(_stream);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    private void WriteDone(Utf8JsonWriter json, DoneOutcome done)
    {
        json.WriteString("output", done.OutputPath);
        json.WriteString("status", "done");
        json.WriteString("outcome", done.Result.Outcome);
        foreach ((string name, string statement) in done.Result.Statements) json.WriteString(name, statement);
        json.WriteStartArray(_participle);
        foreach (Tag tag in done.Result.Attributes) json.WriteStringValue(tag.ToString());
        json.WriteEndArray();
        WriteAltered(json, done.Result.Altered);
        json.WriteStartArray("warnings");
        foreach (Warning warning in done.Result.Warnings) json.WriteStringValue(warning.Code);
        json.WriteEndArray();
    }

    private static void WriteAltered(Utf8JsonWriter json, IReadOnlyList<Tag>? altered)
    {
        if (altered is null) return;
        json.WriteStartArray("altered");
        foreach (Tag tag in altered) json.WriteStringValue(tag.ToString());
        json.WriteEndArray();
    }

    private static void WriteDirectory(Utf8JsonWriter json, DirectoryOutcome directory)
    {
        if (directory.OutputPath is { } path) json.WriteString("output", path);
        else json.WriteNull("output");
        json.WriteString("status", "done");
        json.WriteString("outcome", directory.OutputPath is null ? "no-directory" : "directory");
        json.WriteStartArray("warnings");
        if (directory.OutputPath is null) json.WriteStringValue("no-directory");
        foreach (Warning warning in directory.Warnings) json.WriteStringValue(warning.Code);
        json.WriteEndArray();
    }

    private static void WriteVerified(Utf8JsonWriter json, VerificationReport report)
    {
        json.WriteString("status", report.IsClean ? "clean" : "found");
        json.WriteNumber("valuesSearched", report.ValuesSearched);
        json.WriteNumber("valuesLeftOut", report.ValuesLeftOut);
        json.WriteStartArray("options");
        foreach (ProfileOption option in ProfileOption.All.Where(option => report.Options.HasFlag(option.Option)))
            json.WriteStringValue(option.Name);
        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (VerificationFinding finding in report.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule.Name);
            json.WriteString("place", finding.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteError(Utf8JsonWriter json, string status, string kind, string message)
    {
        json.WriteNull("output");
        json.WriteString("status", status);
        json.WriteStartObject("error");
        json.WriteString("kind", kind);
        json.WriteString("message", message);
        json.WriteEndObject();
    }

    private static bool IsReplaceable(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            Span<byte> start = stackalloc byte[Opening.Length];
            int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            return length == 0 || start[..length].SequenceEqual(Opening);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path}: {exception.Message}");
        }
    }
}
