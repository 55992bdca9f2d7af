using Dicom.Cms.Envelopes;

namespace Dicom.Cms;

/// <summary>Key Scope (0401,1003) of the restoration record.</summary>
internal static class KeyScopeValue
{
    private const string Instance = "INSTANCE";
    private const string Study = "STUDY";

    public static string Of(KeyScope scope) => scope == KeyScope.PerStudy ? Study : Instance;

    /// <summary>Null where it is neither.</summary>
    public static KeyScope? Parse(string value) => value switch
    {
        Instance => KeyScope.PerInstance,
        Study => KeyScope.PerStudy,
        _ => null,
    };

    /// <summary>
    /// Whether the key of an Item opens, or may open, Items of other objects too. A derived key does unless the record says otherwise: a
    /// record that was left out or damaged in AES-CBC must not make a study's key look like an Item's own.
    /// </summary>
    public static bool MayOpenOthers(ContentEncryption contentEncryption, RestorationRecord? record) =>
        contentEncryption.UsesKeyDerivation && record?.KeyScope != KeyScope.PerInstance;
}
