using System.Text;

namespace Dicom.Cms.Cli;

/// <summary>The manual page (man 7 man), from what the help says.</summary>
internal static class ManualPage
{
    /// <summary>The page.</summary>
    /// <param name="description">What the tool does.</param>
    /// <param name="commands">Its commands.</param>
    public static string Write(string description, IReadOnlyList<CommandWords> commands)
    {
        StringBuilder page = new();
        page.Append(".TH DICOM\\-CMS 1 \"\" \"Dicom.Cms\" \"User Commands\"\n");
        page.Append(".SH NAME\ndicom\\-cms \\- protect DICOM files for named recipients, and recover the originals\n");
        page.Append(".SH SYNOPSIS\n");
        foreach (CommandWords command in commands)
        {
            string arguments = string.Concat(command.Arguments.Select(argument => $" {Escape(argument.Name)}"));
            if (command.Subcommands.Count > 0) arguments = " COMMAND";
            page.Append($".B dicom\\-cms {Escape(command.Name)}{arguments}\n[OPTION]...\n.br\n");
        }

        page.Append($".SH DESCRIPTION\n{Escape(description)}\n.SH COMMANDS\n");
        foreach (CommandWords command in commands) Append(page, command, command.Name);
        page.Append(".SH EXIT STATUS\n.TP\n.B 0\nEverything was done.\n");
        page.Append(".TP\n.B 1\nSome inputs failed, each of them named, and the others are done; or verify found something.\n");
        page.Append(".TP\n.B 2\nUsage or configuration error. Nothing was written.\n.TP\n.B 130\nInterrupted.\n");
        page.Append(".SH EXAMPLES\n");
        foreach (string example in commands.SelectMany(command => command.Examples)) page.Append($".nf\n{Escape(example)}\n.fi\n.PP\n");
        return page.ToString();
    }

    private static void Append(StringBuilder page, CommandWords command, string path)
    {
        page.Append($".SS dicom\\-cms {Escape(path)}\n{Escape(command.Description)}\n");
        foreach (ArgumentWords argument in command.Arguments)
            page.Append($".TP\n.I {Escape(argument.Name)}\n{Escape(argument.Description)}\n");
        if (command.Subcommands.Count == 0)
        {
            foreach (OptionWords option in command.Options)
            {
                string names = string.Join(", ", option.Names.Select(name => $"\\fB{Escape(name)}\\fR"));
                string value = option.Value is null ? "" : $" \\fI{Escape(option.Value)}\\fR";
                page.Append($".TP\n{names}{value}\n{Escape(option.Description)}\n");
            }
        }

        foreach (CommandWords subcommand in command.Subcommands) Append(page, subcommand, $"{path} {subcommand.Name}");
    }

    private static string Escape(string text)
    {
        string escaped = text.Replace("\\", "\\e", StringComparison.Ordinal).Replace("-", "\\-", StringComparison.Ordinal);
        return escaped.StartsWith('.') || escaped.StartsWith('\'') ? $"\\&{escaped}" : escaped;
    }
}
