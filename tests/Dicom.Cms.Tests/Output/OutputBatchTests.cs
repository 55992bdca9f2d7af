using Dicom.Cms.Envelopes;
using Dicom.Cms.Testing;

namespace Dicom.Cms.Tests;

public sealed class OutputBatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dicom-cms-batch-").FullName;
    private readonly Deidentifier _deidentifier = Deidentifier.WithProfile(ConfidentialityProfile.Basic).WithoutRecovery().Build();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Protect_InBatch_GivesOutputsTheirNamesWhenCompleted()
    {
        using OutputBatch batch = new();
        Protect("a", batch);
        Protect("b", batch);
        string[] before = Outputs();

        IReadOnlyList<OutputFailure> failures = batch.Complete();

        before.Should().HaveCount(2).And.OnlyContain(name => name.StartsWith('.') && name.EndsWith(".partial", StringComparison.Ordinal));
        before.Should().NotContain(name => name.Contains("out", StringComparison.Ordinal), "temporary names cannot be foreseen");
        failures.Should().BeEmpty();
        Outputs().Should().Equal("a.out", "b.out");
        (batch.Count, batch.Length).Should().Be((0, 0L));
    }

    [Fact]
    public void Dispose_WithoutComplete_LeavesNothing()
    {
        using (OutputBatch batch = new())
        {
            Protect("a", batch);
            batch.Count.Should().Be(1);
            batch.Length.Should().BePositive();
        }

        Outputs().Should().BeEmpty();
    }

    [Fact]
    public void Complete_OneNameIsAFolder_NamesTheFailureAndKeepsTheOthers()
    {
        using OutputBatch batch = new();
        Protect("a", batch);
        Protect("b", batch);
        string inTheWay = Path.Combine(_folder, "a.out");
        Directory.CreateDirectory(Path.Combine(inTheWay, "full"));

        IReadOnlyList<OutputFailure> failures = batch.Complete();

        failures.Should().ContainSingle().Which.Path.Should().Be(inTheWay);
        Outputs().Should().Equal("b.out");
    }

    [Fact]
    public void Complete_FolderIsGone_NamesEveryFailureAndGoesOn()
    {
        using OutputBatch batch = new();
        string gone = Path.Combine(_folder, "gone");
        Directory.CreateDirectory(gone);
        Protect("a", batch, Path.Combine(gone, "a.out"));
        Protect("b", batch);
        Directory.Delete(gone, recursive: true);

        IReadOnlyList<OutputFailure> failures = batch.Complete();

        failures.Should().ContainSingle().Which.Path.Should().Be(Path.Combine(gone, "a.out"));
        Outputs().Should().Equal("b.out");
        batch.Count.Should().Be(0);
    }

    [Fact]
    public void Complete_OutputAppearedMeanwhileAndIsNotToBeReplaced_KeepsIt()
    {
        using OutputBatch batch = new() { Overwrites = false };
        Protect("a", batch);
        string output = Path.Combine(_folder, "a.out");
        File.WriteAllText(output, "of somebody else");

        IReadOnlyList<OutputFailure> failures = batch.Complete();

        failures.Should().ContainSingle().Which.Exception.Should().BeAssignableTo<IOException>();
        File.ReadAllText(output).Should().Be("of somebody else");
        Outputs().Should().Equal("a.out");
    }

    [Fact]
    public void Protect_ToAPathThatWaits_IsRefused()
    {
        using OutputBatch batch = new();
        Protect("a", batch);

        FluentActions.Invoking(() => Protect("a", batch)).Should().Throw<ArgumentException>();

        batch.Complete().Should().BeEmpty();
        Outputs().Should().Equal("a.out");
    }

    [Fact]
    public void Protect_FailsInBatch_AddsNothing()
    {
        using OutputBatch batch = new();
        string input = Path.Combine(_folder, "a.in");
        File.WriteAllText(input, "no DICOM at all");

        Action protect = () => _deidentifier.Protect(input, Path.Combine(_folder, "a.out"), batch, CancellationToken.None);

        protect.Should().Throw<Exception>();
        batch.Count.Should().Be(0);
        Outputs().Should().BeEmpty();
    }

    private void Protect(string name, OutputBatch batch, string? output = null)
    {
        string input = Path.Combine(_folder, $"{name}.in");
        File.WriteAllBytes(input, DicomBytes.Explicit().Text(0x0008_0018, "UI", "1.2.3").Text(0x0010_0010, "PN", "A^B").ToFile());
        _deidentifier.Protect(input, output ?? Path.Combine(_folder, $"{name}.out"), batch, CancellationToken.None);
    }

    private string[] Outputs() =>
        [.. Directory.EnumerateFiles(_folder, "*", new EnumerationOptions { AttributesToSkip = 0 }).Select(path => Path.GetFileName(path))
        .Where(name => !name.EndsWith(".in", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
}
