using System.Data.Common;
using System.Reflection;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Settings of the engine, fixed at registration.</summary>
public sealed class EngineOptions
{
    private readonly List<Type> _refusals = [typeof(StaleStateException), typeof(OperationCanceledException), typeof(DbException)];

    internal List<Assembly> Assemblies { get; } = [typeof(Activity).Assembly];

    /// <summary>Attempts of one step when others commit first; then the conflict goes to the caller. Default 24.</summary>
    public int MaxAttempts { get; set; } = 24;

    /// <summary>More activities in one step raise an incident. Default 100,000.</summary>
    public int MaxActivitiesPerStep { get; set; } = 100_000;

    /// <summary>How flowcharts keep track when their definition does not say. Default: by counters, as Elsa.</summary>
    public FlowchartExecutionMode FlowchartMode { get; set; } = FlowchartExecutionMode.CounterBased;

    /// <summary>How long finished instances are kept, at least a day. Null, the default: for good.</summary>
    public TimeSpan? KeepFinishedFor { get; set; }

    /// <summary>How long rows of a kind are kept, by <see cref="IRecordSweep.Name"/>. A kind that is absent: for good.</summary>
    public IDictionary<string, TimeSpan> KeepRecordsFor { get; } = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);

    /// <summary>
    /// Memory for what this process committed last, in bytes, so that the next step of the same instance needs no load. Default 32 MB;
    /// 0: every step loads. Another process's commits are noticed whatever is remembered.
    /// </summary>
    public long RememberedBytes { get; set; } = 32 << 20;

    /// <summary>Limits of calls to other systems.</summary>
    public HttpCallOptions Http { get; } = new();

    /// <summary>Adds all classes with <see cref="ActivityAttribute"/>; the assembly is scanned on first use.</summary>
    public void AddActivitiesFrom(Assembly assembly) => Assemblies.Add(assembly);

    /// <summary>
    /// Exceptions of this type thrown by an activity abort the step: nothing is committed and the caller gets the exception.
    /// Conflicts, cancellation and failures of the database are treated so without being registered.
    /// </summary>
    public void TreatAsRefusal<TException>()
        where TException : Exception => _refusals.Add(typeof(TException));

    internal bool RemovesAnything => KeepFinishedFor is not null || KeepRecordsFor.Count > 0;

    internal void CopyFrom(EngineOptions other)
    {
        Assemblies.Clear();
        Assemblies.AddRange(other.Assemblies);
        _refusals.Clear();
        _refusals.AddRange(other._refusals);
        (MaxAttempts, MaxActivitiesPerStep, FlowchartMode) = (other.MaxAttempts, other.MaxActivitiesPerStep, other.FlowchartMode);
        Http.MaxRequestBytes = other.Http.MaxRequestBytes;
    }

    internal bool IsRefusal(Exception error)
    {
        foreach (var type in _refusals)
        {
            if (type.IsInstanceOfType(error))
            {
                return true;
            }
        }

        return false;
    }
}
