using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

/// <summary>
/// A waveform, which is a bulk value, in a layout that no usual style has. Where a server lays it out anew, its value is the same and its
/// octets are lost: what comes back is restored.
/// </summary>
internal static class RelaidWaveform
{
    private const uint Waveform = 0x5400_0100;

    /// <summary>A file that has the waveform besides.</summary>
    public static byte[] AddTo(byte[] file) => ObjectEditor.Open(file).Set(ObjectEditor.Parse(Build(isMixed: true))).Write();

    /// <summary>What a server does: the same waveform in another layout.</summary>
    public static ObjectEditor LayOutAnew(byte[] protectedObject) =>
        ObjectEditor.Open(protectedObject).Set(ObjectEditor.Parse(Build(isMixed: false)));

    /// <summary>Protects a file with the waveform, and lays it out anew.</summary>
    public static byte[] ProtectAndLayOutAnew(byte[] file) => LayOutAnew(Roundtrip.Protect(AddTo(file))).Write();

    private static DicomBytes Build(bool isMixed) => DicomBytes.Explicit().Sequence(
        Waveform, isMixed, isMixed,
        item => item.Sequence(0x003A_0200, false, false, channel => channel.Words(0x003A_021A, "US", 16))
            .Words(0x5400_1004, "US", 16).Words(0x5400_1010, "OW", 1, 2, 3));
}
