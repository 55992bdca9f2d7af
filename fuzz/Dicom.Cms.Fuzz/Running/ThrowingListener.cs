using System.Diagnostics;

namespace Dicom.Cms.Fuzz;

/// <summary>Makes an assertion that fails a finding like any other, instead of the end of the process.</summary>
internal sealed class ThrowingListener : TraceListener
{
    public static void Install()
    {
        Trace.Listeners.Clear();
        Trace.Listeners.Add(new ThrowingListener());
    }

    public override void Fail(string? message, string? detailMessage) =>
        throw new PropertyException($"Assertion: {message} {detailMessage}");

    public override void Write(string? message)
    {
    }

    public override void WriteLine(string? message)
    {
    }
}
