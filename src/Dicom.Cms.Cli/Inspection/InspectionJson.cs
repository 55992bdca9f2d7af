using System.Text;
using System.Text.Json;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms.Cli;

/// <summary>A description for programs: one JSON object.</summary>
internal static class InspectionJson
{
    public static void Write(ObjectDescription description, TextWriter output)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            WriteObject(json, description);
        }

        output.WriteLine(Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length));
    }

    private static void WriteObject(Utf8JsonWriter json, ObjectDescription description)
    {
        json.WriteStartObject();
        json.WriteString("input", description.Path);
        json.WriteBoolean("part10", description.IsPart10);
        json.WriteNumber("size", description.Length);
        json.WriteStartObject("transferSyntax");
        json.WriteString("declared", description.DeclaredTransferSyntax);
        json.WriteString("found", description.FoundTransferSyntax);
        json.WriteEndObject();
        json.WriteString("sopClass", description.SopClass);
        json.WriteNumber("elements", description.ElementCount);
        json.WriteStartObject("deidentification");
        foreach (Statement statement in description.Statements)
        {
            json.WriteStartArray(statement.Keyword);
            foreach (string value in statement.Values) json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteBoolean("protected", description.Items is not null);
        json.WriteStartArray("items");
        foreach (ItemDescription item in description.Items ?? []) WriteItem(json, item);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteItem(Utf8JsonWriter json, ItemDescription item)
    {
        json.WriteStartObject();
        json.WriteString("transferSyntax", item.TransferSyntax);
        json.WriteNumber("size", item.Length);
        if (item.Envelope is { } envelope) WriteEnvelope(json, envelope);
        else json.WriteString("problem", item.Problem);
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
}
