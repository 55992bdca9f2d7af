namespace Dicom.Cms;

/// <summary>
/// The options of the Basic Application Level Confidentiality Profile (PS3.15 E.3). They combine, the two for dates apart; an option's
/// entry in Table E.1-1 overrides the profile's.
/// </summary>
/// <remarks>
/// Clean Pixel Data is asked for by <see cref="ConfidentialityProfile"/> itself, because it needs to be told where. Clean Recognizable
/// Visual Features is not offered: it takes more than this library does to say that a face cannot be recognised.
/// </remarks>
[Flags]
public enum ProfileOptions
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Retain Safe Private: private Attributes known not to identify stay (PS3.15 E.3.10, CID 7050 113111).</summary>
    RetainSafePrivate = 1 << 0,

    /// <summary>Retain UIDs (PS3.15 E.3.9, CID 7050 113110).</summary>
    RetainUids = 1 << 1,

    /// <summary>Retain Device Identity (PS3.15 E.3.8, CID 7050 113109).</summary>
    RetainDeviceIdentity = 1 << 2,

    /// <summary>Retain Institution Identity (PS3.15 E.3.11, CID 7050 113112).</summary>
    RetainInstitutionIdentity = 1 << 3,

    /// <summary>Retain Patient Characteristics (PS3.15 E.3.7, CID 7050 113108).</summary>
    RetainPatientCharacteristics = 1 << 4,

    /// <summary>Retain Longitudinal Temporal Information with Full Dates (PS3.15 E.3.6, CID 7050 113106).</summary>
    RetainLongitudinalFullDates = 1 << 5,

    /// <summary>Retain Longitudinal Temporal Information with Modified Dates (PS3.15 E.3.6, CID 7050 113107).</summary>
    RetainLongitudinalModifiedDates = 1 << 6,

    /// <summary>Clean Descriptors (PS3.15 E.3.5, CID 7050 113105).</summary>
    CleanDescriptors = 1 << 7,

    /// <summary>Clean Structured Content (PS3.15 E.3.4, CID 7050 113104).</summary>
    CleanStructuredContent = 1 << 8,

    /// <summary>Clean Graphics (PS3.15 E.3.3, CID 7050 113103).</summary>
    CleanGraphics = 1 << 9,
}
