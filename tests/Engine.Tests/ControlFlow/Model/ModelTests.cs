using System.Globalization;
using CsCheck;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>
/// Random workflows against the model: what waits is the same after every step, and at the end the same activities completed the
/// same number of times. <c>DIRECTIVEFLOW_MODEL_GRAPHS</c> sets how many.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int GraphsPerHost = 100;
    private static readonly long s_graphs = long.Parse(
        Environment.GetEnvironmentVariable("DIRECTIVEFLOW_MODEL_GRAPHS") ?? "10000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Random_workflows_do_what_the_model_does(bool inTokenMode)
    {
        var counts = new Counts();
        Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[1, 5], Gen.Int[1, 40]).Sample(
            (seed, depth, size) => Compare(inTokenMode, counts, seed, depth, size), iter: s_graphs, threads: 1);

        output.WriteLine(counts.ToString());
        Assert.True(counts.Resumes > counts.Graphs / 2, "Hardly anything waited.");
        Assert.True(counts.Faulted < counts.Graphs / 4, "Too much faulted.");
    }

    /// <summary>What once differed: a join that a way back had queued was queued again by a way forward.</summary>
    [Theory]
    [InlineData(false, 76540594, 4, 26)]
    public void What_once_differed_does_not_any_more(bool inTokenMode, int seed, int depth, int size) =>
        Compare(inTokenMode, new Counts(), seed, depth, size);

    private static void Compare(bool inTokenMode, Counts counts, int seed, int depth, int size)
    {
        var host = counts.Host;
        counts.Host = null;
        if (host is null || counts.Graphs % GraphsPerHost == 0)
        {
            host = new EngineHost(configure: o =>
            {
                o.AddActivitiesFrom(typeof(Gate).Assembly);
                o.FlowchartMode = inTokenMode ? FlowchartExecutionMode.TokenBased : FlowchartExecutionMode.CounterBased;
            });
        }

        counts.Graphs++;
        new Comparison(host, inTokenMode, counts).RunAsync(seed, depth, size).AsTask().GetAwaiter().GetResult();

        // After a difference the next try gets a host of its own: what the failed one left behind is not its fault.
        counts.Host = host;
    }

    /// <summary>What was tried, for the report.</summary>
    internal sealed class Counts
    {
        public EngineHost? Host { get; set; }

        public long Graphs { get; set; }

        public long Activities { get; set; }

        public long Resumes { get; set; }

        public long Cancelled { get; set; }

        public long Faulted { get; set; }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Graphs} graphs, {Activities} completed activities, {Resumes} resumes, {Cancelled} cancelled, {Faulted} faulted as they should");
    }

    private sealed class Comparison(EngineHost host, bool inTokenMode, Counts counts)
    {
        private readonly RunModel _model = new(inTokenMode);

        public async ValueTask RunAsync(int seed, int depth, int size)
        {
            var random = new Random(seed);
            var plan = new PlanMaker(random, size).Make(depth);
            var known = host.Store.Journal.Count;
            var name = string.Create(CultureInfo.InvariantCulture, $"g{counts.Graphs}");
            foreach (var definition in PlanJson.Definitions(plan, name))
            {
                await host.PublishAsync(definition);
            }

            var id = (await host.StartAndDrainAsync(name)).InstanceId!;
            _model.Start(plan);
            var resumed = new List<string>();
            for (Compare(); _model.Waiting.Count > 0; Compare())
            {
                resumed.Add(await ResumeAsync(_model.Waiting[random.Next(_model.Waiting.Count)]));
            }

            Require(_model.End, host.Instance(id).SubStatus, "end");
            var log = JournalReader.Expand(host.Store.Journal.Skip(known)).ToArray();
            var completed = log.Where(e => e.Event == JournalEvent.Completed).Select(e => e.ActivityId);
            Require(Sorted(_model.Completions), Sorted(completed), "completed activities");
            counts.Activities += _model.Completions.Count;
            counts.Cancelled += log.Count(e => e.Event == JournalEvent.Cancelled);
            counts.Faulted += _model.End is "Faulted" ? 1 : 0;
            CheckEnd(plan, log);
            foreach (var bookmark in resumed.Take(1))
            {
                Require(StepKind.NoMatch, (await host.Runtime.ResumeAsync(new ResumeWorkflow { BookmarkId = bookmark })).Kind, "second resume");
            }
        }

        private async Task<string> ResumeAsync(Frame frame)
        {
            counts.Resumes++;
            var before = _model.Waiting.TakeWhile(f => f != frame).Count(f => string.Equals(f.Plan.Id, frame.Plan.Id, StringComparison.Ordinal));
            var bookmark = host.Store.Bookmarks.Where(b => string.Equals(b.ActivityId, frame.Plan.Id, StringComparison.Ordinal))
                .OrderBy(b => b.Id, StringComparer.Ordinal).ElementAt(before).Id;
            Require(StepKind.Executed, (await host.Runtime.ResumeAsync(new ResumeWorkflow { BookmarkId = bookmark })).Kind, "resume");
            await host.DrainAsync();
            _model.Resume(frame);
            return bookmark;
        }

        private void Compare() => Require(
            Sorted(_model.Waiting.Select(f => f.Plan.Id)),
            Sorted(host.Store.Bookmarks.Where(b => b.Name is "Elsa.Event").Select(b => b.ActivityId)), "waits");

        /// <summary>Nothing happens in an instance after its end, and without loops and ways back nothing happens twice.</summary>
        private void CheckEnd(Plan plan, JournalEntry[] log)
        {
            Require(0, host.Store.DueWork.Count, "due work left");
            foreach (var instance in host.Store.Instances)
            {
                Require("Finished", instance.Status, "status of " + instance.Id);
            }

            var mayRepeat = inTokenMode || plan.All().Any(p =>
                p.Kind is Kind.For or Kind.ForEach or Kind.ParallelForEach || p.Edges.Any(e => e.Port is "<"));
            var runs = log.Where(e => e is { Event: JournalEvent.Started } && e.ActivityId is not "Workflow1").Select(e => e.ActivityId).ToArray();
            Require(true, mayRepeat || runs.Distinct(StringComparer.Ordinal).Count() == runs.Length, "nothing twice");
        }

        private static string Sorted(IEnumerable<string> ids) => string.Join(' ', ids.Order(StringComparer.Ordinal));

        private static void Require<T>(T expected, T actual, string what)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
            {
                throw new InvalidOperationException($"{what}\n model:  {expected}\n engine: {actual}");
            }
        }
    }
}
