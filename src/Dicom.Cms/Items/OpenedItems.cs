using System.Security.Cryptography;
using Dicom.Cms.Data;

namespace Dicom.Cms;

/// <summary>An Item that a key opened.</summary>
/// <param name="DataSet">What it holds.</param>
/// <param name="Plaintext">The octets it was decoded from, cleared in the end.</param>
/// <param name="IsAuthenticated">Whether its encryption detects changes by itself.</param>
internal sealed record OpenedItem(EncryptedAttributesDataSet DataSet, byte[] Plaintext, bool IsAuthenticated);

/// <summary>The Items of an object: those that were opened, and the others as they stand. Disposing clears the plaintexts.</summary>
internal sealed class OpenedItems : IDisposable
{
    private readonly List<OpenedItem> _items = [];
    private readonly List<SequenceItem> _others = [];

    /// <summary>The Items opened, in their order.</summary>
    public IReadOnlyList<OpenedItem> Items => _items;

    /// <summary>The Items that none of the keys opens, in their order.</summary>
    public IReadOnlyList<SequenceItem> Others => _others;

    /// <summary>How many of <see cref="Others"/> hold no CMS envelope that can be read.</summary>
    public int ForeignCount { get; private set; }

    public void Add(OpenedItem item) => _items.Add(item);

    public void AddForOthers(SequenceItem item) => _others.Add(item);

    public void AddForeign(SequenceItem item)
    {
        _others.Add(item);
        ForeignCount++;
    }

    public void Dispose()
    {
        foreach (OpenedItem item in _items) CryptographicOperations.ZeroMemory(item.Plaintext);
    }
}
