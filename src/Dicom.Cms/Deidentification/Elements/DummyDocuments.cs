using System.Globalization;
using System.Text;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>
/// Documents with nothing in them, in place of an Encapsulated Document (0042,0011): Table E.1-1 asks for a dummy, and what opens the
/// object expects one of the MIME Type that the object states (PS3.3 C.24.2).
/// </summary>
internal static class DummyDocuments
{
    private static readonly (string MimeType, byte[] Document)[] Documents =
    [
        ("application/pdf", MakePdf()),
        ("text/xml", [.. "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>"u8]),
        ("model/stl", new byte[84]), // Binary STL: a header of 80 octets, and no triangle.
        ("model/obj", [.. "# empty\n"u8]),
        ("model/mtl", [.. "# empty\n"u8]),
    ];

    /// <summary>The document for a MIME Type, unpadded; two octets 00 for one that is not known.</summary>
    public static ReadOnlySpan<byte> For(string mimeType) =>
        Documents.FirstOrDefault(entry => entry.MimeType.Equals(mimeType, StringComparison.OrdinalIgnoreCase)).Document is { } document
            ? document
            : [0, 0];

    /// <summary>Whether a value is one of them.</summary>
    public static bool Contain(ReadOnlySpan<byte> value)
    {
        foreach ((_, byte[] document) in Documents)
        {
            if (value.SequenceEqual(Padding.Pad(document, ValueRepresentation.OB))) return true;
        }

        return false;
    }

    /// <summary>One empty page of A4 (ISO 32000-1 7.5). The cross-reference table has the offset of each object.</summary>
    private static byte[] MakePdf()
    {
        StringBuilder pdf = new("%PDF-1.4\n");
        List<int> offsets = [];
        string[] objects =
        [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
        ];
        foreach ((int index, string content) in objects.Index())
        {
            offsets.Add(pdf.Length);
            pdf.Append(CultureInfo.InvariantCulture, $"{index + 1} 0 obj\n{content}\nendobj\n");
        }

        int table = pdf.Length;
        pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (int offset in offsets) pdf.Append(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n");
        pdf.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {objects.Length + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(pdf.ToString());
    }
}
