namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>Runs a plan by the rules of the activities, and knows at any time what has completed and what waits.</summary>
internal sealed class RunModel(bool inTokenMode)
{
    private readonly Queue<Action> _later = new();
    private int _frames;

    /// <summary>Ids of completed activities; one that ran twice is there twice.</summary>
    public List<string> Completions { get; } = [];

    /// <summary>Open waits, oldest first.</summary>
    public List<Frame> Waiting { get; } = [];

    /// <summary>How the first instance ended; null while it goes on.</summary>
    public string? End { get; private set; }

    public void Start(Plan plan)
    {
        Begin(plan, end => End = end);
        Drain();
    }

    public void Resume(Frame frame)
    {
        Step(frame.Instance, () => Complete(frame, "Done"));
        Drain();
    }

    private void Begin(Plan plan, Action<string> ended, Frame? dispatch = null)
    {
        var instance = new Instance(ended);
        if (dispatch is not null)
        {
            dispatch.Child = instance;
        }

        instance.Root = new Frame(new Plan("Workflow1", Kind.Container) { Children = [plan] }, null, instance, _frames++, false);
        Step(instance, () => Run(instance.Root));
    }

    private void Drain()
    {
        while (_later.TryDequeue(out var action))
        {
            action();
        }
    }

    private void Step(Instance instance, Action first)
    {
        try
        {
            first();
            while (instance.End is null && instance.Queue.Count > 0)
            {
                var (plan, owner, isRepeat) = instance.Queue[0];
                instance.Queue.RemoveAt(0);
                if (owner.IsOpen)
                {
                    var frame = new Frame(plan, owner, instance, _frames++, isRepeat);
                    owner.Open.Add(frame);
                    Run(frame);
                }
            }
        }
        catch (ModelFault)
        {
            instance.End = "Faulted";
            Close(instance.Root, Closing.Fault);
        }

        if (instance.End is { } end)
        {
            _later.Enqueue(() => instance.Ended(end));
        }
    }

    private void Run(Frame frame)
    {
        var (plan, children) = (frame.Plan, frame.Plan.Children);
        switch (plan.Kind)
        {
            case Kind.Wait:
                Waiting.Add(frame);
                break;
            case Kind.Dispatch:
                _later.Enqueue(() => Dispatch(frame));
                break;
            case Kind.Flowchart:
                frame.Flow = Flow(frame);
                Queue(frame, children[0]);
                break;
            case Kind.Sequence or Kind.For or Kind.ForEach:
                Next(frame);
                break;
            case Kind.ParallelForEach:
                QueueAll(frame, Enumerable.Repeat(children[0], plan.Count));
                break;
            case Kind.If:
                Queue(frame, children[1 - plan.Count]);
                break;
            case Kind.Switch:
                QueueAll(frame, children.Where((_, i) => plan.Turns[i].Length > 0));
                break;
            case Kind.Parallel or Kind.ForkAll or Kind.ForkAny or Kind.Container:
                QueueAll(frame, children);
                break;
            case Kind.Gate:
                var turn = frame.Instance.Turns[plan.Id] = frame.Instance.Turns.GetValueOrDefault(plan.Id, -1) + 1;
                Complete(frame, plan.Turns[Math.Min(turn, plan.Turns.Count - 1)]);
                break;
            case Kind.Fork:
                Complete(frame, plan.Turns[0]);
                break;
            case Kind.Decision:
                Complete(frame, plan.Count == 1 ? "True" : "False");
                break;
            case Kind.Break:
                Break(frame);
                Complete(frame, "Done");
                break;
            default:
                Complete(frame, "Done");
                break;
        }

        if (plan.Kind is Kind.Finish or Kind.Complete)
        {
            Complete(frame.Instance.Root, "Done");
        }
    }

    private void Dispatch(Frame frame)
    {
        if (!frame.IsCancelled)
        {
            Begin(frame.Plan.Children[0], _ =>
            {
                if (frame.IsOpen)
                {
                    Step(frame.Instance, () => Complete(frame, "Done"));
                }
            }, frame);
        }
    }

    /// <summary>Who is not waited for any more is cancelled, after the step.</summary>
    private void CancelChild(Frame frame)
    {
        frame.IsCancelled = true;
        _later.Enqueue(() =>
        {
            if (frame.Child is { End: null } child)
            {
                child.End = "Cancelled";
                Close(child.Root, Closing.Cancellation);
            }
        });
    }

    private void Complete(Frame frame, params string[] outcomes)
    {
        if (!frame.IsOpen)
        {
            return;
        }

        Close(frame, Closing.Completion);
        Completions.Add(frame.Plan.Id);
        if (frame.Parent is not { } parent)
        {
            frame.Instance.End = "Finished";
        }
        else if (parent.IsOpen)
        {
            ChildCompleted(parent, frame, outcomes.Length == 0 ? ["Done"] : outcomes);
        }
    }

    private void ChildCompleted(Frame frame, Frame child, string[] outcomes)
    {
        switch (frame.Plan.Kind)
        {
            case Kind.Sequence or Kind.For or Kind.ForEach:
                Next(frame);
                break;
            case Kind.Flowchart when child.Plan.Kind is Kind.End or Kind.Break or Kind.Finish or Kind.Complete:
                Complete(frame);
                break;
            case Kind.Flowchart:
                frame.Flow!.Completed(frame.PlaceOf(child.Plan), outcomes, child.IsRepeat);
                CompleteIfIdle(frame);
                break;
            case Kind.ForkAny:
                Complete(frame);
                break;
            default:
                CompleteIfIdle(frame);
                break;
        }
    }

    private void Next(Frame frame)
    {
        var isSequence = frame.Plan.Kind == Kind.Sequence;
        if (frame.IsBreaking || frame.Round >= (isSequence ? frame.Plan.Children.Count : frame.Plan.Count))
        {
            Complete(frame);
        }
        else
        {
            Queue(frame, frame.Plan.Children[isSequence ? frame.Round : 0]);
            frame.Round++;
        }
    }

    private static void Break(Frame frame)
    {
        for (var scope = frame.Parent; scope is not null; scope = scope.Parent)
        {
            scope.IsBreaking = true;
            if (scope.Plan.Kind is Kind.For or Kind.ForEach)
            {
                return;
            }
        }
    }

    private FlowModel Flow(Frame frame)
    {
        void Schedule(int child, bool isRepeat) => frame.Instance.Queue.Add((frame.Plan.Children[child], frame, isRepeat));
        bool IsQueued(int child) => frame.Instance.Queue.Any(q => q.Owner == frame && q.Plan == frame.Plan.Children[child]);
        void Cancel(Predicate<int> matches)
        {
            foreach (var child in frame.Open.Where(c => matches(frame.PlaceOf(c.Plan))).OrderBy(c => c.Number).ToArray())
            {
                if (child.IsOpen)
                {
                    Close(child, Closing.Cancellation);
                    frame.Flow!.Cancelled(frame.PlaceOf(child.Plan));
                    CompleteIfIdle(frame);
                }
            }
        }

        return inTokenMode
            ? new TokenModel(frame.Plan) { Schedule = Schedule, Cancel = Cancel, IsQueued = IsQueued }
            : new CounterModel(frame.Plan) { Schedule = Schedule, Cancel = Cancel, IsQueued = IsQueued };
    }

    private void CompleteIfIdle(Frame frame)
    {
        if (frame.Open.Count == 0 && !frame.Instance.Queue.Any(q => q.Owner == frame))
        {
            Complete(frame);
        }
    }

    private void QueueAll(Frame frame, IEnumerable<Plan> children)
    {
        foreach (var child in children)
        {
            Queue(frame, child);
        }

        CompleteIfIdle(frame);
    }

    private static void Queue(Frame frame, Plan child) => frame.Instance.Queue.Add((child, frame, false));

    private void Close(Frame frame, Closing closing)
    {
        frame.IsOpen = false;
        frame.Parent?.Open.Remove(frame);
        Waiting.Remove(frame);
        foreach (var child in frame.Open.ToArray())
        {
            Close(child, closing == Closing.Fault ? Closing.Fault : Closing.Cancellation);
        }

        if (frame.Plan.Kind == Kind.Dispatch && closing == Closing.Cancellation)
        {
            CancelChild(frame);
        }
    }
}

/// <summary>Why a run is over. What a failed instance waited for goes on: a retry will ask for it.</summary>
internal enum Closing
{
    Completion,
    Cancellation,
    Fault,
}

/// <summary>One run of one activity.</summary>
internal sealed class Frame(Plan plan, Frame? parent, Instance instance, int number, bool isRepeat)
{
    public Plan Plan => plan;

    public Frame? Parent => parent;

    public Instance Instance => instance;

    public int Number => number;

    public bool IsRepeat => isRepeat;

    public bool IsOpen { get; set; } = true;

    public bool IsBreaking { get; set; }

    /// <summary>A dispatch that was cancelled; what it did not start yet never starts.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>The instance a dispatch started.</summary>
    public Instance? Child { get; set; }

    public int Round { get; set; }

    public FlowModel? Flow { get; set; }

    public List<Frame> Open { get; } = [];

    public int PlaceOf(Plan child) => plan.Children.Index().First(c => ReferenceEquals(c.Item, child)).Index;
}

internal sealed class Instance(Action<string> ended)
{
    public Action<string> Ended => ended;

    public Frame Root { get; set; } = null!;

    public string? End { get; set; }

    public List<(Plan Plan, Frame Owner, bool IsRepeat)> Queue { get; } = [];

    public Dictionary<string, int> Turns { get; } = [];
}
