namespace Dicom.Cms;

/// <summary>How many objects one encrypted key opens. docs/key-services.md.</summary>
public enum KeyScope
{
    /// <summary>Each Item has a key of its own: who is given it opens that Item and no other.</summary>
    PerInstance,

    /// <summary>
    /// The Items of a study for the same audience have one: made at random, encrypted to the recipients once, and used to derive a
    /// content-encryption key for each Instance (RFC 9709). Recovering a study then needs one operation of a private key or key service.
    /// </summary>
    PerStudy,
}
