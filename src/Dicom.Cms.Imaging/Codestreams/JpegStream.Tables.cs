using System.Collections;

namespace Dicom.Cms.Imaging;

/// <summary>Tables: ITU-T T.81 B.2.4. Those that a scan needs stay.</summary>
internal sealed partial class JpegStream
{
    private const int Coefficients = 64, CodeLengths = 16, MostValues = 256, MostTables = 4, MostDcCategory = 16;

    // A kind is the code of the marker, plus the class of the table.
    private const byte HuffmanDc = JpegMarker.HuffmanTables, HuffmanAc = HuffmanDc + 1,
        ConditioningDc = JpegMarker.ArithmeticConditioning, ConditioningAc = ConditioningDc + 1;

    // T.81 B.2.4.1.
    private void ReadQuantizationTables(int length)
    {
        BeginTables(length);
        for (int left = length; left > 0;)
        {
            long offset = Input.Position;
            byte head = Input.ReadByte();
            int size = 1 + (Coefficients << (head >> 4));
            if (head >> 4 > 1 || (head & 15) >= MostTables) throw Broken("a quantization table is out of range");
            RequireLength(size <= left);
            Input.Skip(size - 1);
            Tables.Define(JpegMarker.QuantizationTables, head & 15, offset, size);
            left -= size;
        }
    }

    // T.81 B.2.4.2.
    private void ReadHuffmanTables(int length)
    {
        BeginTables(length);
        for (int left = length; left > 0;)
        {
            long offset = Input.Position;
            RequireLength(left > CodeLengths);
            ReadOnlySpan<byte> head = Input.Read(1 + CodeLengths);
            int tableClass = head[0] >> 4, id = head[0] & 15, count = CountCodes(head[1..]);
            if (tableClass > 1 || id >= MostTables || count < 0) throw Broken("a Huffman table is out of range");
            int size = 1 + CodeLengths + count;
            RequireLength(size <= left);
            if (!AreValues(Input.Read(count), isDc: tableClass == 0)) throw Broken("a Huffman table has values out of range");
            Tables.Define((byte)(HuffmanDc + tableClass), id, offset, size);
            left -= size;
        }
    }

    /// <summary>The number of codes; -1 if there are more of a length than there can be (T.81 annex C).</summary>
    private static int CountCodes(ReadOnlySpan<byte> counts)
    {
        int codes = 0, free = 1;
        foreach (byte count in counts)
        {
            free = (2 * free) - count;
            codes += count;
            if (free < 0 || codes > MostValues) return -1;
        }

        return codes;
    }

    /// <summary>Whether each value is there once. A second one would have no use, and text has most letters more than once.</summary>
    private static bool AreValues(ReadOnlySpan<byte> values, bool isDc)
    {
        BitArray seen = new(MostValues);
        foreach (byte value in values)
        {
            if (seen[value] || (isDc && value > MostDcCategory)) return false;
            seen[value] = true;
        }

        return true;
    }

    // T.81 B.2.4.3.
    private void ReadConditioning(int length)
    {
        RequireLength(length % 2 == 0);
        BeginTables(length);
        for (int left = length; left > 0; left -= 2)
        {
            long offset = Input.Position;
            byte head = Input.Read(2)[0];
            if (head >> 4 > 1 || (head & 15) >= MostTables) throw Broken("a conditioning table is out of range");
            Tables.Define((byte)(ConditioningDc + (head >> 4)), head & 15, offset, 2);
        }
    }

    /// <summary>Takes note of what a scan needs for a component.</summary>
    private void UseTables(JpegComponent component, JpegScan scan, int dc, int ac)
    {
        if (dc >= MostTables || ac >= MostTables) throw Broken("a scan has a table out of range");
        bool usesDc = !_process.IsProgressive || (scan.Start == 0 && scan.High == 0); // T.81 G.1.2.1: refined without codes.
        bool usesAc = !_process.IsLossless && (!_process.IsProgressive || scan.Start > 0);
        if (usesDc) Tables.Use(_process.IsArithmetic ? ConditioningDc : HuffmanDc, dc);
        if (usesAc) Tables.Use(_process.IsArithmetic ? ConditioningAc : HuffmanAc, ac);
    }
}
