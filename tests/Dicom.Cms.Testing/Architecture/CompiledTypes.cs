using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Dicom.Cms.Testing;

/// <summary>
/// The types of an assembly, where their sources stand, and which of them each one uses. Nested types count as the outermost.
/// </summary>
internal sealed class CompiledTypes : IDisposable
{
    // Portable PDB: which documents a type without code was compiled from (enums, interfaces).
    private static readonly Guid TypeDefinitionDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly PEReader _image;
    private readonly MetadataReaderProvider _symbols;
    private readonly MetadataReader _types;
    private readonly MetadataReader _documents;

    private CompiledTypes(PEReader image, MetadataReaderProvider symbols)
    {
        _image = image;
        _symbols = symbols;
        _types = image.GetMetadataReader();
        _documents = symbols.GetMetadataReader();
    }

    /// <summary>Each type and a document that it was compiled from.</summary>
    public IEnumerable<(string Type, string Document)> Documents
    {
        get
        {
            foreach (TypeDefinitionHandle handle in _types.TypeDefinitions)
            {
                foreach (DocumentHandle document in DocumentsOf(handle))
                    yield return (NameOf(handle), _documents.GetString(_documents.GetDocument(document).Name));
            }
        }
    }

    /// <summary>Each type and the types of this assembly that it uses.</summary>
    public IEnumerable<(string Type, IReadOnlySet<string> Used)> References
    {
        get
        {
            foreach (TypeDefinitionHandle handle in _types.TypeDefinitions)
            {
                TypeReferences references = new(_types, _image);
                references.AddType(handle);
                yield return (NameOf(handle), new HashSet<string>(references.Found.Select(NameOf)));
            }
        }
    }

    /// <summary>Opens an assembly and the debug information beside it.</summary>
    public static CompiledTypes Open(string path) => new(
        new PEReader(File.OpenRead(path)),
        MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(path, ".pdb"))));

    public void Dispose()
    {
        _image.Dispose();
        _symbols.Dispose();
    }

    private IEnumerable<DocumentHandle> DocumentsOf(TypeDefinitionHandle handle)
    {
        foreach (MethodDefinitionHandle method in _types.GetTypeDefinition(handle).GetMethods())
        {
            MethodDebugInformation information = _documents.GetMethodDebugInformation(method.ToDebugInformationHandle());
            foreach (SequencePoint point in information.GetSequencePoints()) yield return point.Document;
        }

        foreach (CustomDebugInformationHandle custom in _documents.GetCustomDebugInformation(handle))
        {
            CustomDebugInformation information = _documents.GetCustomDebugInformation(custom);
            if (_documents.GetGuid(information.Kind) != TypeDefinitionDocuments) continue;
            BlobReader reader = _documents.GetBlobReader(information.Value);
            while (reader.RemainingBytes > 0)
                yield return System.Reflection.Metadata.Ecma335.MetadataTokens.DocumentHandle(reader.ReadCompressedInteger());
        }
    }

    private string NameOf(TypeDefinitionHandle handle)
    {
        TypeDefinition type = _types.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = _types.GetTypeDefinition(type.GetDeclaringType());
        return _types.GetString(type.Name);
    }
}
