namespace Dicom.Cms.Imaging;

/// <summary>
/// Counts user data in an elementary stream, whose units begin with 00 00 01: user_data of MPEG-2 (B2), and the SEI messages
/// user_data_registered and user_data_unregistered (payload types 4 and 5) of H.264 and HEVC. For one stream, fed in pieces.
/// </summary>
/// <param name="codec">How its pictures are compressed.</param>
internal sealed class UserData(VideoCodec codec)
{
    private uint _window = uint.MaxValue; // The last four octets.
    private int _untilPayloadType;

    /// <summary>How many there are.</summary>
    public int Places { get; private set; }

    /// <summary>Where the first is.</summary>
    public long First { get; private set; }

    /// <summary>Takes note of places found otherwise.</summary>
    public void Note(int places, long place)
    {
        if (Places == 0) First = place;
        Places += places;
    }

    /// <summary>Scans what is left of a video.</summary>
    public void ScanRest(CodestreamInput input)
    {
        while (input.Remaining > 0)
        {
            long place = input.Position;
            Scan(input.Read((int)Math.Min(input.Remaining, CodestreamInput.BufferLength)), place);
        }
    }

    /// <summary>Scans the next octets of the stream.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="place">Where they stand.</param>
    public void Scan(ReadOnlySpan<byte> octets, long place)
    {
        for (int i = 0; i < octets.Length; i++)
        {
            byte octet = octets[i];
            if (_untilPayloadType > 0 && --_untilPayloadType == 0 && octet is 4 or 5) Note(1, place + i);
            _window = (_window << 8) | octet;
            if (_window >> 8 == 1) Begin(octet, place + i);
        }
    }

    /// <summary>Looks at a unit of which the length is known: from its type on.</summary>
    public void ScanUnit(ReadOnlySpan<byte> unit, long place)
    {
        _untilPayloadType = 0;
        if (unit.IsEmpty) return;
        Begin(unit[0], place);
        if (_untilPayloadType > 0 && unit.Length > _untilPayloadType && unit[_untilPayloadType] is 4 or 5) Note(1, place);
        _untilPayloadType = 0;
    }

    private void Begin(byte type, long place)
    {
        switch (codec)
        {
            case VideoCodec.Mpeg2 when type == 0xB2:
                Note(1, place);
                break;
            case VideoCodec.H264 when (type & 0x1F) == 6:
                _untilPayloadType = 1;
                break;
            case VideoCodec.Hevc when ((type >> 1) & 0x3F) is 39 or 40:
                _untilPayloadType = 2; // The header of a unit has two octets.
                break;
            default:
                break;
        }
    }
}
