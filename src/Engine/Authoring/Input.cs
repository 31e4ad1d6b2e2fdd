using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Authoring;

/// <summary>An input that is computed by an expression of the definition each time it is read.</summary>
public abstract class Input
{
    internal CompiledExpression? Expression { get; private set; }

    /// <summary>True when the definition or the activity's author gave a value or an expression.</summary>
    public bool IsSet => Expression is not null || HasConstant;

    /// <summary>Name under which the journal keeps evaluated values; null when it keeps none. Constants are in the definition already.</summary>
    internal string? JournalName { get; set; }

    internal abstract Type ValueType { get; }

    private protected abstract bool HasConstant { get; }

    /// <exception cref="ValueConversionException">A constant does not fit the type.</exception>
    internal void Bind(CompiledExpression expression)
    {
        Expression = expression;
        if (expression.Constant is { } constant)
        {
            BindConstant(constant);
        }
    }

    private protected abstract void BindConstant(JsonElement constant);
}

/// <inheritdoc/>
/// <typeparam name="T">What the value is converted to; a value that does not fit raises an incident on reading.</typeparam>
public sealed class Input<T> : Input
{
    private bool _hasConstant;
    private T? _constant;

    public Input()
    {
    }

    /// <summary>A value used while the definition gives none.</summary>
    public Input(T value)
    {
        _hasConstant = true;
        _constant = value;
    }

    internal override Type ValueType => typeof(T);

    private protected override bool HasConstant => _hasConstant;

    internal bool TryGetConstant([MaybeNullWhen(false)] out T value)
    {
        value = _constant;
        return _hasConstant;
    }

    private protected override void BindConstant(JsonElement constant)
    {
        _constant = JsonValues.To<T>(constant);
        _hasConstant = true;
    }
}

/// <summary>An output; the definition says where it goes, absent means nowhere.</summary>
public abstract class Output
{
    /// <summary>Id of the variable, or name of the workflow output, that receives the value.</summary>
    internal string? Target { get; set; }

    /// <summary>Name of the property.</summary>
    internal string Name { get; set; } = "";

    internal OutputKeeping Keeping { get; set; }

    /// <summary>The innermost activity around this one and all that read the output; the value lives as long as it runs.</summary>
    internal Definitions.ActivityNode? KeptAt { get; set; }

    /// <summary>Name under which the journal keeps the value; null when it keeps none.</summary>
    internal string? JournalName { get; set; }

    internal abstract Type ValueType { get; }
}

/// <summary>Why the value of an output outlives its activity.</summary>
[Flags]
internal enum OutputKeeping
{
    None = 0,

    /// <summary>Expressions ask for it by the activity.</summary>
    ByActivity = 1,

    /// <summary>Expressions ask for the last result.</summary>
    AsLastResult = 2,
}

/// <inheritdoc/>
public sealed class Output<T> : Output
{
    internal override Type ValueType => typeof(T);
}
