namespace GenerateTables;

/// <summary>A tab-separated file with a header line: columns by name.</summary>
internal static class TabSeparated
{
    public static IEnumerable<Func<string, string>> Read(string path)
    {
        string[] lines = File.ReadAllLines(path);
        string[] header = lines[0].Split('\t');
        foreach (string line in lines.Skip(1).Where(line => line.Length > 0))
        {
            string[] cells = line.Split('\t');
            if (cells.Length != header.Length)
            {
                throw new InvalidDataException($"{path}: {cells.Length} cells where the header has {header.Length}: {line}");
            }

            yield return column => cells[Array.IndexOf(header, column)];
        }
    }
}
