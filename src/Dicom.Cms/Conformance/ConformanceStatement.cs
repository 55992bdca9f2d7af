using System.Globalization;
using Dicom.Cms.Data;
using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>
/// The tables that PS3.2 asks of a conformance statement about de-identification (N.8.4.4, N.11.2.6), as Markdown, made from the very
/// tables that de-identification runs on.
/// </summary>
public static class ConformanceStatement
{
    /// <summary>Writes the tables for one configuration.</summary>
    /// <param name="writer">Where to; lines end in \n.</param>
    /// <param name="profile">The profile and its options.</param>
    /// <param name="suite">What encrypts.</param>
    /// <param name="subsets">The attribute sets encrypted apart, each for recipients of its own, beside all protected Attributes.</param>
    public static void Write(
        TextWriter writer, ConfidentialityProfile profile, EnvelopeSuite suite, params IReadOnlyList<AttributeSet> subsets)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(subsets);
        string edition = ConfidentialityTable.Edition;
        WriteLine(writer, $"""
            # Conformance statement: de-identification and re-identification

            Made by `dicom-cms conformance`, from the tables that the code runs on. Edition: PS3.15 {edition}. Suite: {suite.Name}.

            """);
        WriteProfiles(writer, profile);
        WriteAttributes(writer, profile, subsets);
        WriteIntegrity(writer);
        WriteEncryption(writer, suite);
    }

    private static void WriteProfiles(TextWriter writer, ConfidentialityProfile profile)
    {
        WriteLine(writer, """
            ## Application level confidentiality (PS3.2 N.8.4.4)

            | Profile | Option | AE | De-identifier | Re-identifier | Configurable | In this configuration |
            |---|---|---|---|---|---|---|
            """);
        WriteSupported("Basic Application Level Confidentiality Profile |", profile.ClaimsBasicProfile);
        WriteSupported("| Clean Pixel Data Option (113101), of uncompressed Pixel Data", profile.PixelCleaning is not null);
        foreach (ProfileOption option in ProfileOption.All)
            WriteSupported($"| {option.Meaning} ({option.Code})", profile.OptionSet.Contains(option.Option));
        WriteLine(writer, """
            | | Clean Recognizable Visual Features Option (113102) | Dicom.Cms | N | Y | N | N |

            """);
        WriteLine(
            writer,
            $"Strategy for new standard Attributes: the actions are those of edition {ConfidentialityTable.Edition}. An Attribute without "
                + "a row stays; where its text holds a protected name,");
        WriteLine(
            writer,
            "identifier or UID it is protected and cleaned all the same. `dicom-cms verify` names every element that its data dictionary "
                + "does not have.");
        WriteLine(writer, "");
        WriteLine(
            writer,
            "Group 0004 and everything else below group 0008 is removed. File Meta Information and the preamble are written anew. "
                + "A DICOMDIR is not protected:");
        WriteLine(writer, """
            `dicom-cms protect` re-creates one that a folder has from the protected files.

            """);

        void WriteSupported(string cells, bool isChosen) =>
            WriteLine(writer, $"| {cells} | Dicom.Cms | Y | Y | Y | {YesOrNo(isChosen)} |");
    }

    private static void WriteAttributes(TextWriter writer, ConfidentialityProfile profile, IReadOnlyList<AttributeSet> subsets)
    {
        string more = string.Concat(Enumerable.Range(1, subsets.Count).Select(number => $" Subset {number} |"));
        string rule = string.Concat(Enumerable.Repeat("---|", subsets.Count));
        WriteLine(writer, """
            ## Attributes (PS3.2 N.11.2.6)

            """);
        WriteLine(
            writer,
            "Encrypted: whether the original travels in the Encrypted Attributes Sequence for those who may recover everything. "
                + "An Attribute in a Sequence");
        WriteLine(writer, $"""
            travels with the whole top-level Sequence (PS3.15 E.1.1).

            | Attribute Name | Tag | Action | Encrypted (Y/N) |{more} Comments |
            |---|---|---|---|{rule}---|
            """);
        foreach (ConformanceRow row in ConformanceRow.For(profile))
        {
            string inSubsets = string.Concat(subsets.Select(subset =>
                $" {YesOrNo(row.Tag is { } tag && row.IsEncrypted && subset.Contains(tag))} |"));
            WriteLine(writer, $"| {row.Name} | {row.TagText} | {row.Action} | {YesOrNo(row.IsEncrypted)} |{inSubsets} {row.Comments} |");
        }

        WriteLine(writer, "");
    }

    private static void WriteIntegrity(TextWriter writer)
    {
        WriteLine(writer, """
            ## Scope of referential integrity

            """);
        WriteLine(
            writer,
            "Replacement UIDs, Patient IDs, names, Accession Numbers and Study IDs are keyed pseudonyms (HMAC-SHA-256 under a key of "
                + $"{PseudonymKey.Length} octets): the same original gives");
        WriteLine(
            writer,
            "the same replacement in every Instance, process and machine that uses the same pseudonym key, profile and purpose; without "
                + "a key given, in");
        WriteLine(
            writer,
            "every Instance that one run protects. Dates that are moved all move by one offset for each patient, 1 to "
                + $"{DateShift.Limit.ToString(CultureInfo.InvariantCulture)} days into the past.");
        WriteLine(writer, "");
    }

    private static void WriteEncryption(TextWriter writer, EnvelopeSuite suite)
    {
        string standing = suite.Name == EnvelopeSuite.Conformant.Name
            ? "as PS3.15 E.1.1 has it"
            : "an extension of PS3.15 E.1.1, which names RSAES-PKCS1-v1_5 with AES-CBC or Triple-DES";
        string standardSyntax = TransferSyntax.ExplicitLittleEndian.Uid;
        WriteLine(writer, $"""
            ## Transfer Syntaxes of the Encrypted Attributes Data Set

            | | Transfer Syntax |
            |---|---|
            | written | Explicit VR Little Endian ({standardSyntax}); the object's own where compressed Pixel Data is protected |
            | read | every Transfer Syntax of PS3.5 Annex A |

            """);
        WriteLine(
            writer,
            "Behind Modified Attributes Sequence stands a private block of group 0401, the restoration record: an extension that other "
                + "re-identifiers may ignore.");
        WriteLine(writer, $"""

            ## Key restrictions

            | | |
            |---|---|
            | written | {suite.Description}: {standing} |
            | content-encryption key | {suite.KeySizeInBits} bits, new for each Item |
            | recipients | {Recipients} |
            | read: content | AES-128, 192, 256 in GCM or CBC; Triple-DES in CBC |
            | read: key transport | RSAES-PKCS1-v1_5; RSAES-OAEP |
            """);
    }

    private const string Recipients =
        "X.509 certificates with RSA keys of 2048 to 16384 bits whose KeyUsage, where there is one, allows keyEncipherment";

    private static string YesOrNo(bool isSo) => isSo ? "Y" : "N";

    // The same octets on every system.
    private static void WriteLine(TextWriter writer, string text)
    {
        writer.Write(text.ReplaceLineEndings("\n"));
        writer.Write('\n');
    }
}
