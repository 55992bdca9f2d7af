using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dicom.Cms.Tests;

/// <summary>
/// What an assembly shows to others: a line for each type and for each public or protected member, by name, in C# as far as
/// reflection knows it. Types go without namespaces; of reference types it is not said whether they may be null.
/// </summary>
public static class PublicApiText
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
    };

    public static IEnumerable<string> Of(Assembly assembly) =>
        assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(Of);

    public static IEnumerable<string> Of(Type type)
    {
        IEnumerable<(string Name, string Text)> members = type.GetMembers(Declared)
            .Select(member => (Name: member is ConstructorInfo ? "" : member.Name, Text: Describe(member)!)).Where(member => member.Text is not null);
        return members.OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Text, StringComparer.Ordinal)
            .Select(member => $"{NameOf(type)}: {member.Text}").Prepend(Header(type));
    }

    private static string Header(Type type)
    {
        Type[] inherited = type.BaseType?.GetInterfaces() ?? [];
        Type[] interfaces = [.. type.GetInterfaces().Except(inherited)];
        IEnumerable<string> bases = interfaces.Except(interfaces.SelectMany(other => other.GetInterfaces())).Select(NameOf).Order(StringComparer.Ordinal);
        if (type.IsEnum) bases = [NameOf(Enum.GetUnderlyingType(type))];
        else if (type.IsSubclassOf(typeof(MulticastDelegate))) bases = [];
        else if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType)) bases = bases.Prepend(NameOf(parent));
        string list = string.Join(", ", bases);
        return $"{AttributesOf(type)}{AccessOf(type)} {KindOf(type)} {type.Namespace}.{NameOf(type)}{(list.Length == 0 ? "" : " : " + list)}{Constraints(type.GetGenericArguments())}";
    }

    private static string AccessOf(Type type) => type.IsNested && !type.IsNestedPublic ? "protected" : "public";

    private static string KindOf(Type type)
    {
        bool isRecord = type.GetMethod("PrintMembers", Declared) is not null;
        if (type.IsEnum) return "enum";
        if (type.IsInterface) return "interface";
        if (type.IsSubclassOf(typeof(MulticastDelegate))) return "delegate";
        if (type.IsValueType)
            return $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(isRecord ? "record " : "")}struct";
        return $"{(type.IsAbstract ? type.IsSealed ? "static " : "abstract " : type.IsSealed ? "sealed " : "")}{(isRecord ? "record" : "class")}";
    }

    private static string AttributesOf(MemberInfo member) =>
        (member.IsDefined(typeof(FlagsAttribute)) ? "[Flags] " : "")
        + (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete ? $"[Obsolete({obsolete.DiagnosticId})] " : "");

    /// <summary>Null for what nobody outside sees, and for what the compiler writes into every record.</summary>
    private static string? Describe(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) && member is not MethodInfo { Name: "Deconstruct" } => null,
        FieldInfo field => Describe(field),
        PropertyInfo property => Describe(property),
        EventInfo { AddMethod: { } add } declared when AccessOf(add) is { } access => $"{access} event {NameOf(declared.EventHandlerType!)} {declared.Name}",
        ConstructorInfo constructor when !constructor.IsStatic && AccessOf(constructor) is { } access =>
            $"{AttributesOf(constructor)}{access} {BareName(constructor.DeclaringType!)}({Parameters(constructor.GetParameters())})",
        MethodInfo method when !IsAccessor(method) && AccessOf(method) is { } access =>
            $"{AttributesOf(method)}{access} {ModifiersOf(method)}{NameOf(method.ReturnParameter)} {method.Name}{GenericList(method)}"
            + $"({Parameters(method.GetParameters())}){(method.IsGenericMethod ? Constraints(method.GetGenericArguments()) : "")}",
        _ => null,
    };

    private static string? Describe(FieldInfo field)
    {
        if (!field.IsPublic && !field.IsFamily && !field.IsFamilyOrAssembly || field.IsSpecialName) return null;
        if (field.DeclaringType!.IsEnum) return $"{field.Name} = {field.GetRawConstantValue()}";
        string kind = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
        string value = field.IsLiteral ? $" = {Constant(field.GetRawConstantValue())}" : "";
        return $"{AttributesOf(field)}{(field.IsPublic ? "public" : "protected")} {kind}{NameOf(field.FieldType)} {field.Name}{value}";
    }

    private static string? Describe(PropertyInfo property)
    {
        MethodInfo?[] accessors = [property.GetMethod, property.SetMethod];
        MethodInfo? seen = accessors.FirstOrDefault(accessor => accessor is { IsPublic: true }) ?? accessors.FirstOrDefault(accessor => accessor is not null && AccessOf(accessor) is not null);
        if (seen is null) return null;
        string access = AccessOf(seen)!;
        string list = string.Concat(accessors.Select(accessor => accessor is null ? "" : Accessor(accessor, access)));
        ParameterInfo[] index = property.GetIndexParameters();
        string name = index.Length == 0 ? property.Name : $"this[{Parameters(index)}]";
        string required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        ParameterInfo type = seen == property.GetMethod ? seen.ReturnParameter : seen.GetParameters()[^1];
        return $"{AttributesOf(property)}{access} {required}{ModifiersOf(seen)}{NameOf(type)} {name} {{ {list}}}";
    }

    private static string Accessor(MethodInfo accessor, string outer)
    {
        if (AccessOf(accessor) is not { } access) return "";
        bool isInit = accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
        string name = accessor.ReturnType != typeof(void) ? "get" : isInit ? "init" : "set";
        return access == outer ? $"{name}; " : $"{access} {name}; ";
    }

    private static bool IsAccessor(MethodInfo method) => method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string? AccessOf(MethodBase method) => method.IsPublic ? "public" : method.IsFamily || method.IsFamilyOrAssembly ? "protected" : null;

    private static string ModifiersOf(MethodInfo method)
    {
        if (method.IsStatic) return method.IsAbstract ? "static abstract " : method.IsVirtual ? "static virtual " : "static ";
        if (method.DeclaringType!.IsInterface) return method.IsAbstract ? "" : "virtual ";
        if (!method.IsVirtual) return "";
        bool isOverride = method.GetBaseDefinition() != method;
        if (method.IsFinal) return isOverride ? "sealed override " : ""; // An implementation of an interface is virtual and final.
        return method.IsAbstract ? isOverride ? "abstract override " : "abstract " : isOverride ? "override " : "virtual ";
    }

    private static string Parameters(ParameterInfo[] parameters)
    {
        bool extends = parameters.Length > 0 && parameters[0].Member.IsDefined(typeof(ExtensionAttribute));
        return (extends ? "this " : "") + string.Join(", ", parameters.Select(Parameter));
    }

    private static string Parameter(ParameterInfo parameter)
    {
        string prefix = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        string value = parameter.HasDefaultValue ? $" = {DefaultOf(parameter)}" : "";
        return $"{prefix}{NameOf(parameter)} {parameter.Name}{value}";
    }

    private static string DefaultOf(ParameterInfo parameter) => parameter.RawDefaultValue is null && parameter.ParameterType.IsValueType
        && Nullable.GetUnderlyingType(parameter.ParameterType) is null ? "default" : Constant(parameter.RawDefaultValue);

    private static string Constant(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };

    private static string NameOf(ParameterInfo parameter)
    {
        if (!parameter.ParameterType.IsByRef) return NameOf(parameter.ParameterType);
        string kind = parameter.Position < 0
            ? parameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.InteropServices.InAttribute)) ? "ref readonly" : "ref"
            : parameter.IsOut ? "out" : parameter.IsDefined(typeof(RequiresLocationAttribute)) ? "ref readonly" : parameter.IsIn ? "in" : "ref";
        return $"{kind} {NameOf(parameter.ParameterType.GetElementType()!)}";
    }

    private static string NameOf(Type type)
    {
        if (type.IsArray) return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer) return NameOf(type.GetElementType()!) + "*";
        if (type.IsGenericParameter) return type.Name;
        if (s_keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (Nullable.GetUnderlyingType(type) is { } underlying) return NameOf(underlying) + "?";
        Type[] all = type.GetGenericArguments(), outer = type.DeclaringType?.GetGenericArguments() ?? [];
        string own = all.Length == outer.Length ? "" : $"<{string.Join(", ", all[outer.Length..].Select(NameOf))}>";
        return (type.DeclaringType is { } declaring ? NameOf(declaring) + "." : "") + BareName(type) + own;
    }

    private static string BareName(Type type) => type.Name.Split('`')[0];

    private static string GenericList(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(NameOf))}>" : "";

    private static string Constraints(Type[] parameters) => string.Concat(parameters.Where(type => type.IsGenericParameter).Select(type =>
    {
        GenericParameterAttributes flags = type.GenericParameterAttributes;
        bool isStruct = flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all = [.. type.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(NameOf).Order(StringComparer.Ordinal)];
        if (isStruct) all.Insert(0, "struct");
        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)) all.Insert(0, "class");
        if (!isStruct && flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)) all.Add("new()");
        if (flags.HasFlag(GenericParameterAttributes.AllowByRefLike)) all.Add("allows ref struct");
        return all.Count == 0 ? "" : $" where {type.Name} : {string.Join(", ", all)}";
    }));
}
