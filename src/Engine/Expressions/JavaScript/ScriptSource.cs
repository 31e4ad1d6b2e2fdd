using System.Globalization;
using System.Text;
using Acornima;
using Acornima.Ast;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// A script read before it is prepared: what it refers to, and its text with the few forms of syntax guarded that would list
/// or copy a text without end inside one operation of the interpreter.
/// </summary>
internal sealed class ScriptSource
{
    /// <summary>Names of the guards; a script may not use names that begin so.</summary>
    public const string Reserved = "__guard";
    public const string GuardMembers = Reserved + "Members";
    public const string GuardText = Reserved + "Text";

    private readonly List<(int At, string Text)> _insertions = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Patterns that are guarded already and templates that a function takes.</summary>
    private readonly HashSet<Node> _exempt = [];

    private readonly List<OutputRead> _outputs = [];
    private readonly HashSet<string> _variables = new(StringComparer.Ordinal);
    private int _otherUsesOfVariables;

    private ScriptSource(string text)
    {
        Text = text;
    }

    /// <summary>What is prepared.</summary>
    public string Text { get; private set; }

    /// <summary>All identifiers and member names.</summary>
    public IReadOnlySet<string> Names => _names;

    /// <summary>The members of <c>variables</c> that the script uses; null when it uses the whole object.</summary>
    public IReadOnlySet<string>? Variables => _otherUsesOfVariables == 0 ? _variables : null;

    /// <summary>Names that can be accessors: <c>getX</c>, <c>setX</c>.</summary>
    public IReadOnlyList<string> Accessors { get; private set; } = [];

    /// <summary>Outputs of activities that the script asks for.</summary>
    public IReadOnlyList<OutputRead> Outputs => _outputs;

    /// <exception cref="ExpressionException">Bad syntax, too long or nested too deep, or a form that is not offered.</exception>
    public static ScriptSource Read(string text)
    {
        if (text.Length > ExpressionLimits.SourceLength)
        {
            throw new ExpressionException(string.Create(
                CultureInfo.InvariantCulture, $"JavaScript: the script has {text.Length} characters, {ExpressionLimits.SourceLength} are allowed."));
        }

        var source = new ScriptSource(text);
        try
        {
            source.Visit(new Parser(new ParserOptions { AllowReturnOutsideFunction = true }).ParseScript(text));
        }
        catch (Exception error) when (error is ParseErrorException or InsufficientExecutionStackException)
        {
            throw new ExpressionException("JavaScript: " + error.Message, error);
        }

        source.Guard();
        source.Accessors = [.. source.Names.Where(n => n.Length > 3 && n[..3] is "get" or "set" && !ScriptFunctions.Names.Contains(n))];
        return source;
    }

    private void Visit(Node script)
    {
        var open = new Stack<Node>();
        open.Push(script);
        while (open.TryPop(out var node))
        {
            Look(node);
            foreach (var child in node.ChildNodes)
            {
                open.Push(child);
            }
        }
    }

    private void Look(Node node)
    {
        switch (node)
        {
            case Identifier identifier:
                Refuse(identifier.Name.StartsWith(Reserved, StringComparison.Ordinal), node, "names that begin with " + Reserved);
                _names.Add(identifier.Name);
                _otherUsesOfVariables += identifier.Name is "variables" ? 1 : 0;
                break;
            case MemberExpression { Computed: false, Object: Identifier { Name: "variables" }, Property: Identifier member }:
                _otherUsesOfVariables--;
                _variables.Add(member.Name);
                break;
            case StringLiteral literal:
                _names.Add(literal.Value);
                break;
            case IFunction { Async: true } or AwaitExpression:
                Refuse(true, node, "asynchronous functions");
                break;
            case ImportExpression:
                Refuse(true, node, "modules");
                break;
            case WithStatement:
                Refuse(true, node, "the with statement");
                break;
            case BigIntLiteral:
                Refuse(true, node, "BigInt numbers");
                break;
            case ForInStatement loop:
                Wrap(loop.Right, GuardMembers);
                break;
            case ObjectExpression literal:
                foreach (var member in literal.Properties)
                {
                    if (member is SpreadElement spread)
                    {
                        Wrap(spread.Argument, GuardMembers);
                    }
                }

                break;
            case TaggedTemplateExpression tagged:
                _exempt.Add(tagged.Quasi);
                break;
            case TemplateLiteral template when !_exempt.Contains(template):
                foreach (var part in template.Expressions)
                {
                    Wrap(part, GuardText);
                }

                break;
            case VariableDeclarator { Id: ObjectPattern pattern, Init: { } init }:
                GuardPattern(pattern, init);
                break;
            case AssignmentExpression { Left: ObjectPattern pattern } assignment:
                GuardPattern(pattern, assignment.Right);
                break;
            case ObjectPattern pattern:
                Refuse(HasRest(pattern) && !_exempt.Contains(pattern), node, "an object rest outside of a simple declaration or assignment");
                break;
            case CallExpression call:
                LookForOutput(call);
                break;
        }
    }

    private void LookForOutput(CallExpression call)
    {
        if (call.Callee is not Identifier callee)
        {
            return;
        }

        if (callee.Name is "getOutputFrom")
        {
            _outputs.Add(call.Arguments is [StringLiteral activity, ..]
                ? new OutputRead(activity.Value, call.Arguments.Count > 1 ? (call.Arguments[1] as StringLiteral)?.Value : OutputRead.DefaultName)
                : OutputRead.Any);
        }
        else if (callee.Name is "getLastResult")
        {
            _outputs.Add(OutputRead.LastResult);
        }
        else if (callee.Name.StartsWith("get", StringComparison.Ordinal) && callee.Name.LastIndexOf("From", StringComparison.Ordinal) is > 3 and var at)
        {
            _outputs.Add(new OutputRead(callee.Name[(at + 4)..], callee.Name[3..at]));
        }
    }

    private void GuardPattern(ObjectPattern pattern, Node value)
    {
        if (HasRest(pattern))
        {
            _exempt.Add(pattern);
            Wrap(value, GuardMembers);
        }
    }

    private static bool HasRest(ObjectPattern pattern) => pattern.Properties.Any(p => p is RestElement);

    private void Wrap(Node node, string guard)
    {
        _insertions.Add((node.Start, guard + "(("));
        _insertions.Add((node.End, "))"));
    }

    private void Guard()
    {
        if (_insertions.Count == 0)
        {
            return;
        }

        var result = new StringBuilder(Text.Length + (_insertions.Count * 16));
        var from = 0;
        foreach (var (at, text) in _insertions.OrderBy(i => i.At).ThenBy(i => i.Text.Length))
        {
            result.Append(Text, from, at - from).Append(text);
            from = at;
        }

        Text = result.Append(Text, from, Text.Length - from).ToString();
    }

    private static void Refuse(bool isRefused, Node node, string what)
    {
        if (isRefused)
        {
            throw new ExpressionException(string.Create(
                CultureInfo.InvariantCulture, $"JavaScript: line {node.Location.Start.Line}: expressions do not offer {what}."));
        }
    }
}
