namespace Dicom.Cms.Cli.Tests;

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
}
