namespace Dicom.Cms.Fuzz;

/// <summary>
/// SplitMix64 (Steele, Lea, Flood 2014). Its state follows from seed, target and iteration, so that one iteration can be replayed
/// without those before it.
/// </summary>
internal sealed class FuzzRandom
{
    private const ulong Increment = 0x9E37_79B9_7F4A_7C15;

    private ulong _state;

    private FuzzRandom(ulong state) => _state = state;

    public static FuzzRandom For(ulong seed, string target, long iteration)
    {
        ulong state = Mix(seed + Increment);
        foreach (char letter in target) state = Mix(state ^ letter);
        return new FuzzRandom(Mix(state ^ (ulong)iteration));
    }

    public ulong Next() => Mix(_state += Increment);

    /// <summary>0 to <paramref name="limit"/> - 1.</summary>
    public int Next(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>True one time in so many.</summary>
    public bool OneIn(int times) => Next(times) == 0;

    public T Pick<T>(IReadOnlyList<T> choices) => choices[Next(choices.Count)];

    public T Pick<T>(ReadOnlySpan<T> choices) => choices[Next(choices.Length)];

    public void Fill(Span<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++) bytes[i] = (byte)Next();
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
