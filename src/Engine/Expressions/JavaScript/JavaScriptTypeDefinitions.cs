using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// TypeScript declarations of what a definition's scripts can use, for the designer's editor. Functions come first, in Elsa's order
/// and form; then what the definition adds. Types are those that scripts really see: Elsa declares the members of .NET
/// classes, which do not exist here. The same definition always gives the same text.
/// </summary>
public sealed class JavaScriptTypeDefinitions(ActivityRegistry activities)
{
    /// <summary>Elsa's functions; <c>streamToBytes</c> and <c>streamToBase64</c> are absent because no stream is ever a value here.</summary>
    private const string Functions =
        """
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string;
        declare function setCorrelationId(value: string);
        declare function getWorkflowInstanceName(): string;
        declare function setWorkflowInstanceName(value: string);
        declare function setVariable(name: string, value: any);
        declare function getVariable(name: string): any;
        declare function getInput(name: string): any;
        declare function getOutputFrom(activityId: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function isNullOrWhiteSpace(value: string): boolean;
        declare function isNullOrEmpty(value: string): boolean;
        declare function parseGuid(value: string): Guid;
        declare function newShortGuid(): string;
        declare function newGuid(): Guid;
        declare function newGuidString(): string;
        declare function getShortGuid(): string;
        declare function getGuid(): Guid;
        declare function getGuidString(): string;
        declare function toJson(value: any): string;
        declare function fromJson(value: string): any;
        declare function parseJson(value: string): any;
        declare function bytesToString(value: Byte[]): string;
        declare function bytesFromString(value: string): Byte[];
        declare function bytesToBase64(value: Byte[]): string;
        declare function bytesFromBase64(value: string): Byte[];
        declare function stringFromBase64(value: string): string;
        declare function stringToBase64(value: string): string;
        declare function setOutcome(name: string);
        declare function setOutcomes(names: string[]);

        """;

    private static readonly (string Script, string[] Names)[] s_types =
    [
        ("string", ["String", "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Uri"]),
        ("number", ["Byte", "Int16", "Int32", "Int64", "Single", "Double", "Decimal"]),
        ("boolean", ["Boolean"]),
        ("any", ["Object"]),
        ("{ [name: string]: any }", ["ObjectDictionary", "JsonObject", "ExpandoObject"]),
    ];

    public string Render(WorkflowGraph graph)
    {
        var text = new StringBuilder(Functions.ReplaceLineEndings("\n"));
        var definition = graph.Definition;
        var variables = graph.Nodes.SelectMany(n => n.Variables).Where(v => IsName(v.Name)).DistinctBy(v => v.Name, StringComparer.Ordinal).ToArray();
        foreach (var variable in variables)
        {
            var name = JavaScriptScope.Pascal(variable.Name);
            Line(text, $"declare function get{name}(): {Type(variable.TypeName)};");
            Line(text, $"declare function set{name}(value: {Type(variable.TypeName)});");
        }

        foreach (var input in definition.Inputs.Where(i => IsName(i.Name)))
        {
            Line(text, $"declare function get{input.Name}(): {Type(input.TypeName)};");
        }

        Outputs(text, graph);
        foreach (var (script, names) in s_types)
        {
            foreach (var name in names)
            {
                Line(text, $"declare type {name} = {script};");
            }
        }

        Members(text, "WorkflowVariables", "variables", variables.Select(v => (v.Name, v.TypeName)));
        Members(text, "WorkflowInput", "input", definition.Inputs.Select(i => (i.Name, i.TypeName)));
        Members(text, "WorkflowOutput", "output", definition.Outputs.Select(o => (o.Name, o.TypeName)));
        return text.ToString();
    }

    private static void Members(StringBuilder text, string type, string variable, IEnumerable<(string Name, string TypeName)> members)
    {
        Line(text, $"declare class {type} {{");
        foreach (var (name, typeName) in members.Where(m => IsName(m.Name)))
        {
            Line(text, $"{name}: {Type(typeName)};");
        }

        Line(text, $"}}");
        Line(text, $"declare var {variable}: {type};");
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Types that no script knows by name are <c>any</c>; lists keep their form.</summary>
    private static string Type(string typeName)
    {
        if (typeName.EndsWith("[]", StringComparison.Ordinal))
        {
            return Type(typeName[..^2]) + "[]";
        }

        if (typeName.StartsWith("List<", StringComparison.Ordinal) && typeName.EndsWith('>'))
        {
            return Type(typeName["List<".Length..^1]) + "[]";
        }

        return s_types.Any(t => t.Names.Contains(typeName, StringComparer.Ordinal)) ? typeName : "any";
    }

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] is '_' or '$') && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$');

    private void Outputs(StringBuilder text, WorkflowGraph graph)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var activity = JavaScriptScope.Pascal(node.Name ?? node.Id);
            if (!IsName(activity))
            {
                continue;
            }

            foreach (var output in activities.Find(node.TypeName)?.Descriptor.Outputs ?? [])
            {
                if (known.Add(output.Name + "From" + activity))
                {
                    Line(text, $"declare function get{output.Name}From{activity}(): {Type(output.TypeName)};");
                }
            }
        }
    }
}
