using System.Globalization;

namespace Dicom.Cms.Fuzz;

/// <summary>What a run does.</summary>
internal sealed record FuzzOptions
{
    public const string Usage =
        "usage: Dicom.Cms.Fuzz [--target all|envelope|data-set|recover|protect|graft|jpeg|jpeg-ls|jpeg-2000|rle|deflated-frame]\n"
        + "                      [--count N] [--seed S] [--first I] [--jobs J] [--artifacts FOLDER]\n"
        + "                      | --target T --replay FILE | --write-seeds FOLDER";

    /// <summary>A target's name; null for all.</summary>
    public string? Target { get; init; }

    public long Count { get; init; } = 100_000;

    public ulong Seed { get; init; } = 1;

    /// <summary>The first iteration.</summary>
    public long First { get; init; }

    public int Jobs { get; init; } = Environment.ProcessorCount;

    public string Artifacts { get; init; } = Path.Combine("artifacts", "fuzz");

    /// <summary>An input to be run instead.</summary>
    public string? Replay { get; init; }

    /// <summary>Where the objects in Seeds/objects are to be protected anew instead.</summary>
    public string? WriteSeeds { get; init; }

    /// <exception cref="FormatException">The words are no command line.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> words)
    {
        FuzzOptions options = new();
        if (words.Count % 2 != 0) throw new FormatException("Every option has a value.");
        foreach (string[] pair in words.Chunk(2))
        {
            string value = pair[1];
            options = pair[0] switch
            {
                "--target" => options with { Target = value == "all" ? null : value },
                "--count" => options with { Count = long.Parse(value, CultureInfo.InvariantCulture) },
                "--seed" => options with { Seed = ulong.Parse(value, CultureInfo.InvariantCulture) },
                "--first" => options with { First = long.Parse(value, CultureInfo.InvariantCulture) },
                "--jobs" => options with { Jobs = int.Parse(value, CultureInfo.InvariantCulture) },
                "--artifacts" => options with { Artifacts = value },
                "--replay" => options with { Replay = value },
                "--write-seeds" => options with { WriteSeeds = value },
                _ => throw new FormatException($"There is no option {pair[0]}."),
            };
        }

        return options;
    }
}
