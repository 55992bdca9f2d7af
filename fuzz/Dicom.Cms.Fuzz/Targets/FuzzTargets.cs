namespace Dicom.Cms.Fuzz;

/// <summary>The targets by name.</summary>
internal static class FuzzTargets
{
    /// <summary>One target, or all.</summary>
    /// <exception cref="FormatException">There is none of that name.</exception>
    public static FuzzTarget[] Choose(string? name) => name switch
    {
        null =>
        [
            new EnvelopeTarget(), new DataSetTarget(), new RecoverTarget(), new ProtectTarget(), new GraftTarget(),
            new JpegTarget(), new JpegLsTarget(),
        ],
        "envelope" => [new EnvelopeTarget()],
        "data-set" => [new DataSetTarget()],
        "recover" => [new RecoverTarget()],
        "protect" => [new ProtectTarget()],
        "graft" => [new GraftTarget()],
        "jpeg" => [new JpegTarget()],
        "jpeg-ls" => [new JpegLsTarget()],
        _ => throw new FormatException($"There is no target {name}."),
    };
}
