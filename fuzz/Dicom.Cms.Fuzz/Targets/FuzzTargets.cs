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
            new JpegTarget(), new JpegLsTarget(), new Jpeg2000Target(), new RunLengthTarget(), new DeflatedFrameTarget(),
        ],
        "envelope" => [new EnvelopeTarget()],
        "data-set" => [new DataSetTarget()],
        "recover" => [new RecoverTarget()],
        "protect" => [new ProtectTarget()],
        "graft" => [new GraftTarget()],
        "jpeg" => [new JpegTarget()],
        "jpeg-ls" => [new JpegLsTarget()],
        "jpeg-2000" => [new Jpeg2000Target()],
        "rle" => [new RunLengthTarget()],
        "deflated-frame" => [new DeflatedFrameTarget()],
        _ => throw new FormatException($"There is no target {name}."),
    };
}
