using Xunit.Abstractions;

namespace Dicom.Cms.Tests;

public sealed class StableOrderTests(ITestOutputHelper log)
{
    [Fact]
    public void By_RandomNumbers_SortsAsLinqDoesEqualsInTheirOrder()
    {
        const int Seed = 4711;
        log.WriteLine($"seed {Seed}");
        Random random = new(Seed);
        for (int count = 0; count < 200; count++)
        {
            Entry[] entries = [.. Enumerable.Range(0, count).Select(place => new Entry(random.Next(1 + (count / 2)), place))];

            StableOrder.By(entries, entry => entry.Number).Should().Equal(entries.OrderBy(entry => entry.Number));
        }
    }

    [Fact]
    public void By_InOrder_GivesTheVeryArray()
    {
        Entry[] entries = [new(1, 0), new(1, 1), new(5, 2)];

        StableOrder.By(entries, entry => entry.Number).Should().BeSameAs(entries);
    }

    [Fact]
    public void By_NotInOrder_LeavesTheArrayAsItWas()
    {
        Entry[] entries = [new(3, 0), new(1, 1), new(2, 2)];

        StableOrder.By(entries, entry => entry.Number).Select(entry => entry.Number).Should().Equal(1, 2, 3);

        entries.Select(entry => entry.Number).Should().Equal(3, 1, 2);
    }

    private sealed record Entry(int Number, int Place);
}
