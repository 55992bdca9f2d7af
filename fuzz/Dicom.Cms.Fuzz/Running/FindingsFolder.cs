namespace Dicom.Cms.Fuzz;

/// <summary>Writes the first findings of each cause, and counts all.</summary>
internal sealed class FindingsFolder(string folder)
{
    private const int KeptOfEach = 3;

    private readonly Dictionary<string, int> _counts = [];
    private readonly Lock _lock = new();

    public int Count
    {
        get
        {
            lock (_lock) return _counts.Values.Sum();
        }
    }

    public void Add(string target, long iteration, byte[] input, Finding finding)
    {
        lock (_lock)
        {
            int count = _counts[finding.Signature] = _counts.GetValueOrDefault(finding.Signature) + 1;
            if (count > KeptOfEach) return;
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, $"{target}-{iteration}.bin");
            File.WriteAllBytes(path, input);
            File.WriteAllText(Path.ChangeExtension(path, ".txt"), finding.Reason + "\n");
            Console.WriteLine($"finding: {path}: {finding.Signature}");
        }
    }
}
