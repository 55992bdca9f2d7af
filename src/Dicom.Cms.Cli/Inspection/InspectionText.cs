using System.Globalization;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A description for people.</summary>
internal static class InspectionText
{
    private const int LabelWidth = 48;
    private const int ItemLabelWidth = 20;

    public static void Write(ObjectDescription description, TextWriter output)
    {
        output.WriteLine(DisplayText.Clean(description.Path));
        WriteField(output, 2, "Form", description.IsPart10 ? "DICOM file (PS3.10)" : "bare data set, no DICM marker");
        WriteField(output, 2, "Size", Octets(description.Length));
        WriteField(output, 2, "Transfer Syntax", SyntaxOf(description));
        if (description.SopClass is { } sopClass) WriteField(output, 2, "SOP Class", UidNames.Label(sopClass));
        WriteField(output, 2, "Elements at the top level", Number(description.ElementCount));

        output.WriteLine();
        output.WriteLine("De-identification, as the file states it");
        foreach (Statement statement in description.Statements)
            WriteField(
                output, 2, $"{statement.Name} {statement.Tag}",
                statement.Values.Count > 0 ? string.Join("; ", statement.Values) : "not stated");

        output.WriteLine();
        WriteItems(description.Items, output);
    }

    private static void WriteItems(IReadOnlyList<ItemDescription>? items, TextWriter output)
    {
        if (items is null)
        {
            output.WriteLine("Encrypted Attributes: none. The file is not protected.");
            return;
        }

        output.WriteLine($"Encrypted Attributes: {DisplayText.Count(items.Count, "Item")}");
        for (int i = 0; i < items.Count; i++)
        {
            output.WriteLine($"  Item {Number(i + 1)}");
            WriteItem(items[i], output);
        }
    }

    private static void WriteItem(ItemDescription item, TextWriter output)
    {
        if (item.TransferSyntax is { } syntax) WriteItemField(output, "Transfer Syntax", UidNames.Label(syntax));
        WriteItemField(output, "Size", Octets(item.Length));
        if (item.Envelope is not { } envelope)
        {
            WriteItemField(output, "Envelope", $"unreadable: {item.Problem}");
            return;
        }

        WriteItemField(output, "Envelope", $"{envelope.Kind}, version {Number(envelope.Version)}");
        string detection = envelope.ContentEncryption.IsAuthenticated ? "detects changes" : "does not detect changes";
        WriteItemField(output, "Content encryption", $"{envelope.ContentEncryption.Name}, {detection}");
        WriteItemField(output, "Recipients", Number(envelope.Recipients.Count));
        for (int i = 0; i < envelope.Recipients.Count; i++)
        {
            RecipientInfo recipient = envelope.Recipients[i];
            output.WriteLine($"      {Number(i + 1)}. {recipient.Identifier}");
            output.WriteLine($"         {recipient.Kind}, {recipient.KeyEncryption}");
        }
    }

    private static string SyntaxOf(ObjectDescription description) => description.DeclaredTransferSyntax switch
    {
        null => $"{UidNames.Label(description.FoundTransferSyntax)}, found; none is stated",
        { } declared when declared == description.FoundTransferSyntax => UidNames.Label(declared),
        { } declared => $"{UidNames.Label(description.FoundTransferSyntax)}, found; stated is {UidNames.Label(declared)}",
    };

    private static void WriteField(TextWriter output, int indent, string label, string value) =>
        output.WriteLine($"{new string(' ', indent)}{label.PadRight(LabelWidth)} {value}");

    private static void WriteItemField(TextWriter output, string label, string value) =>
        output.WriteLine($"    {label.PadRight(ItemLabelWidth)} {value}");

    private static string Octets(long number) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} octets";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
