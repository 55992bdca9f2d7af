using System.CommandLine;

namespace Dicom.Cms.Cli;

/// <summary>What the tool knows of a command before it makes it.</summary>
/// <param name="Name">The word that names it.</param>
/// <param name="Create">Makes it, with its options.</param>
/// <param name="Examples">What one would type, for its help. None: the help shows those of the tool.</param>
internal sealed record CommandEntry(string Name, Func<Terminal, Command> Create, params IReadOnlyList<string> Examples);
