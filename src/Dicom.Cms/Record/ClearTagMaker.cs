using System.Buffers.Binary;
using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>Computes tags over elements in clear, under the keys of one Item or of several in one pass.</summary>
internal sealed class ClearTagMaker : ICanonicalSink, IDisposable
{
    private readonly IncrementalHash[] _codes;
    private readonly byte[] _gathered = new byte[1024];
    private int _count;

    public ClearTagMaker(params IReadOnlyList<ItemKey> keys)
    {
        _codes = new IncrementalHash[keys.Count];
        for (int i = 0; i < _codes.Length; i++) _codes[i] = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, keys[i].Clear.Span);
    }

    /// <summary>Computes the codes of one element.</summary>
    /// <param name="window">Where it stands.</param>
    /// <param name="location">Its place.</param>
    /// <param name="encoding">Its encoding.</param>
    /// <param name="codes">One for each key.</param>
    public void Compute(SourceWindow window, in ElementLocation location, DataSetEncoding encoding, Span<UInt128> codes)
    {
        _count = 0;
        new CanonicalForm(window, this).Append(location, encoding);
        Flush();
        Span<byte> code = stackalloc byte[SHA256.HashSizeInBytes];
        for (int i = 0; i < _codes.Length; i++)
        {
            _codes[i].GetHashAndReset(code);
            codes[i] = BinaryPrimitives.ReadUInt128BigEndian(code);
        }
    }

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > _gathered.Length - _count) Flush();
        if (octets.Length > _gathered.Length)
        {
            foreach (IncrementalHash code in _codes) code.AppendData(octets);
            return;
        }

        octets.CopyTo(_gathered.AsSpan(_count));
        _count += octets.Length;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IncrementalHash code in _codes) code.Dispose();
        CryptographicOperations.ZeroMemory(_gathered);
    }

    private void Flush()
    {
        foreach (IncrementalHash code in _codes) code.AppendData(_gathered.AsSpan(0, _count));
        _count = 0;
    }
}
