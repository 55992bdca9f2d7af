namespace Dicom.Cms.Tests;

/// <summary>A way to make a disposable object, and what can be done with it.</summary>
internal abstract class DisposableType(string name, Type type)
{
    private readonly List<string> _kept = [];

    public string Name { get; } = name;

    public Type Type { get; } = type;

    public List<(string Use, Action<IDisposable> Action)> Uses { get; } = [];

    /// <summary>The names of the members that are used, or that stay usable.</summary>
    public IEnumerable<string> Members => Uses.Select(use => use.Use).Concat(_kept);

    public static DisposableType<T> Of<T>(string name, Func<T> make, Func<DisposableType<T>, DisposableType<T>>? use = null)
        where T : IDisposable =>
        use is null ? new DisposableType<T>(name, make) : use(new DisposableType<T>(name, make));

    public abstract IDisposable Make();

    protected void Keep(string[] members) => _kept.AddRange(members);
}

/// <inheritdoc/>
internal sealed class DisposableType<T>(string name, Func<T> make) : DisposableType(name, typeof(T))
    where T : IDisposable
{
    public override IDisposable Make() => make();

    /// <summary>Adds a use that throws when the object was disposed.</summary>
    public DisposableType<T> Throws(string use, Action<T> action)
    {
        Uses.Add((use, disposable => action((T)disposable)));
        return this;
    }

    /// <summary>Adds members that stay usable: they say what the object is, and read nothing.</summary>
    public DisposableType<T> Keeps(params string[] members)
    {
        Keep(members);
        return this;
    }
}
