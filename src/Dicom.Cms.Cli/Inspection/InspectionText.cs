using System.Diagnostics;
using System.Globalization;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A description for people.</summary>
internal static class InspectionText
{
    private const int LabelWidth = 48;
    private const int ItemLabelWidth = 20;

    public static void Write(ProtectedObjectDescription description, string path, TextWriter output)
    {
        output.WriteLine(DisplayText.Clean(path));
        WriteField(output, 2, "Form", description.HasPart10Marker ? "DICOM file (PS3.10)" : "bare data set, no DICM marker");
        WriteField(output, 2, "Size", Octets(description.Length));
        WriteField(output, 2, "Transfer Syntax", SyntaxOf(description));
        if (description.SopClassUid is { } sopClass) WriteField(output, 2, "SOP Class", Label(sopClass));
        WriteField(output, 2, "Elements at the top level", Number(description.ElementCount));

        output.WriteLine();
        output.WriteLine("De-identification, as the file states it");
        foreach (DeidentificationClaim claim in description.Claims)
        {
            WriteField(
                output, 2, $"{NameOf(claim.Tag)} {claim.Tag}",
                claim.Values.Count > 0 ? DisplayText.Clean(string.Join("; ", claim.Values)) : "not stated");
        }

        output.WriteLine();
        WriteItems(description, output);
    }

    private static void WriteItems(ProtectedObjectDescription description, TextWriter output)
    {
        if (!description.IsProtected)
        {
            output.WriteLine("Encrypted Attributes: none. The file is not protected.");
            return;
        }

        output.WriteLine($"Encrypted Attributes: {DisplayText.Count(description.Items.Count, "Item")}");
        foreach (ProtectedItemDescription item in description.Items)
        {
            output.WriteLine($"  Item {Number(item.Number)}");
            WriteItem(item, output);
        }
    }

    private static void WriteItem(ProtectedItemDescription item, TextWriter output)
    {
        if (item.TransferSyntaxUid is { } syntax) WriteItemField(output, "Transfer Syntax", Label(syntax));
        WriteItemField(output, "Size", Octets(item.Length));
        if (item.Envelope is not { } envelope)
        {
            WriteItemField(output, "Envelope", $"unreadable: {DisplayText.Clean(item.Problem ?? "")}");
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

    private static string SyntaxOf(ProtectedObjectDescription description) => description.DeclaredTransferSyntax switch
    {
        null => $"{Label(description.TransferSyntax.Uid)}, found; none is stated",
        { } declared when declared == description.TransferSyntax => Label(declared.Uid),
        { } declared => $"{Label(description.TransferSyntax.Uid)}, found; stated is {Label(declared.Uid)}",
    };

    private static string Label(string uid) => UidNames.Label(DisplayText.Clean(uid));

    private static string NameOf(Tag tag) => tag.Value switch
    {
        0x0012_0062 => "Patient Identity Removed",
        0x0012_0063 => "De-identification Method",
        0x0012_0064 => "De-identification Method Code",
        0x0028_0303 => "Longitudinal Temporal Information",
        _ => throw new UnreachableException("A claim without a name."),
    };

    private static void WriteField(TextWriter output, int indent, string label, string value) =>
        output.WriteLine($"{new string(' ', indent)}{label.PadRight(LabelWidth)} {value}");

    private static void WriteItemField(TextWriter output, string label, string value) =>
        output.WriteLine($"    {label.PadRight(ItemLabelWidth)} {value}");

    private static string Octets(long number) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} octets";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
