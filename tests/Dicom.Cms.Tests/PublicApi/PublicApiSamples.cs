#pragma warning disable CA1051, CA1065, CA1816, CA2225, CA1000, CA2211, CA1045, CA1063, CA1028 // It shows what there is, not what is good.

namespace Dicom.Cms.Tests;

/// <summary>One member of each kind that <see cref="PublicApiText"/> tells apart, and some that nobody outside sees.</summary>
public abstract class Sample<T> : IDisposable
    where T : class, IComparable<T>, new()
{
    public const int Limit = 3;
    public static readonly int? Nothing;
    internal int _hidden;

    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    protected Sample(SampleFlags flags = SampleFlags.One, string? name = null, CancellationToken token = default) =>
        (Name, Seen, _hidden) = ($"{flags} {name} {token.IsCancellationRequested}", 0, 0);

    public required string Name { get; init; }

    public int Seen { get; protected set; }

    internal string Hidden => Name;

    public string this[int index] => $"{Hidden} {index} {_hidden}";

    public static implicit operator Sample<T>(ReadOnlySpan<byte> octets) => throw new NotSupportedException();

    public static bool Find(in long position, out T found, ref int[] counts, params string[] names) => throw new NotSupportedException();

    public virtual void Dispose() => HideAway();

    private protected void HideAway() => _hidden++;
}

[Flags]
public enum SampleFlags : byte
{
    None = 0,
    One = 1,
}

public readonly record struct SamplePoint(int X);
