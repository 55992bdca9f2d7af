using System.Text;
using System.Text.Json;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A description for programs: one JSON object.</summary>
internal static class InspectionJson
{
    public static void Write(ProtectedObjectDescription description, string path, TextWriter output)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            WriteObject(json, description, path);
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void WriteObject(Utf8JsonWriter json, ProtectedObjectDescription description, string path)
    {
        json.WriteStartObject();
        json.WriteString("input", path);
        json.WriteBoolean("part10", description.HasPart10Marker);
        json.WriteNumber("size", description.Length);
        json.WriteStartObject("transferSyntax");
        json.WriteString("declared", Clean(description.DeclaredTransferSyntax?.Uid));
        json.WriteString("found", Clean(description.TransferSyntax.Uid));
        json.WriteEndObject();
        json.WriteString("sopClass", Clean(description.SopClassUid));
        json.WriteNumber("elements", description.ElementCount);
        json.WriteStartObject("deidentification");
        foreach (DeidentificationClaim claim in description.Claims)
        {
            json.WriteStartArray(DataDictionary.KeywordOf(claim.Tag) ?? "");
            foreach (string value in claim.Values) json.WriteStringValue(DisplayText.Clean(value));
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteBoolean("protected", description.IsProtected);
        json.WriteStartArray("items");
        foreach (ProtectedItemDescription item in description.Items) WriteItem(json, item);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, ProtectedItemDescription item)
    {
        json.WriteStartObject();
        json.WriteString("transferSyntax", Clean(item.TransferSyntaxUid));
        json.WriteNumber("size", item.Length);
        if (item.Envelope is { } envelope) WriteEnvelope(json, envelope);
        else json.WriteString("problem", Clean(item.Problem));
        json.WriteEndObject();
    }

    private static void WriteEnvelope(Utf8JsonWriter json, Envelope envelope)
    {
        json.WriteString("envelope", envelope.Kind.ToString());
        json.WriteNumber("version", envelope.Version);
        json.WriteString("contentEncryption", envelope.ContentEncryption.Name);
        json.WriteBoolean("authenticated", envelope.ContentEncryption.IsAuthenticated);
        json.WriteStartArray("recipients");
        foreach (RecipientInfo recipient in envelope.Recipients)
        {
            json.WriteStartObject();
            json.WriteString("kind", recipient.Kind);
            json.WriteString("identifier", recipient.Identifier);
            json.WriteString("keyEncryption", recipient.KeyEncryption);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string? Clean(string? text) => text is null ? null : DisplayText.Clean(text);
}
