namespace Dicom.Cms.Envelopes.Tests;

public sealed class DisplayTextTests
{
    [Fact]
    public void Clean_WhatSteersATerminalFakesALineOrTurnsText_IsReplaced()
    {
        char[] unfit =
        [
            '\0', '\u0007', '\n', '\r', '\u001B', '\u007F', '\u0085', '\u009B', '\u2028', '\u2029', '\u061C', '\u200E', '\u200F',
            '\u202A', '\u202B', '\u202C', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u2069',
        ];
        foreach (char letter in unfit) DisplayText.Clean($"a{letter}b").Should().Be("a?b", "U+{0:X4}", (int)letter);
    }

    [Theory]
    [InlineData("CN=Архив, O=Krankenhaus Süd")]
    [InlineData("בית חולים")]
    [InlineData("CN=病院, OU=A\u200DB")]
    public void Clean_Letters_Stay(string text) => DisplayText.Clean(text).Should().Be(text);

    [Fact]
    public void Clean_MoreThan300Characters_IsCut()
    {
        DisplayText.Clean(new string('x', 300)).Should().Be(new string('x', 300));
        DisplayText.Clean(new string('x', 301)).Should().Be(new string('x', 300) + "...");
    }

    [Fact]
    public void Hex_MoreThan64Octets_IsCut()
    {
        DisplayText.Hex(new byte[64]).Should().Be(new string('0', 128));
        DisplayText.Hex(new byte[65]).Should().Be(new string('0', 128) + "...");
    }
}
