using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace DirectiveFlow.Engine.Tests.Steps;

/// <summary>A database may read instance and bookmark on both sides of another step's commit.</summary>
public sealed class TornReadTests
{
    [Fact]
    public async Task A_bookmark_newer_than_the_instance_read_beside_it_is_not_lost()
    {
        var host = new EngineHost();
        var id = (await host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("a"), Define.Event("b"))))).InstanceId!;
        var old = host.Instance(id);
        await host.PublishEventAsync("a");
        var runtime = new WorkflowRuntime(
            new Torn(host.Store, old), host.Catalog, host.Services.GetRequiredService<IIdGenerator>(), host.Time,
            host.Services.GetRequiredService<EngineOptions>(), NullLogger<WorkflowRuntime>.Instance);

        var result = await runtime.ResumeAsync(new ResumeWorkflow { Stimulus = new Stimulus("Elsa.Event", new { EventName = "b" }) });

        Assert.Equal((StepKind.Executed, "Finished"), (result.Kind, result.SubStatus));
    }

    private sealed class Torn(IUnitOfWorkFactory inner, InstanceRecord old) : IUnitOfWorkFactory
    {
        private InstanceRecord? _old = old;

        public IUnitOfWork Open() => new Unit(inner.Open(), Interlocked.Exchange(ref _old, null));
    }

    private sealed class Unit(IUnitOfWork inner, InstanceRecord? old) : IUnitOfWork
    {
        public IServiceProvider Services => inner.Services;

        public bool HasChanges => inner.HasChanges;

        public async Task<LoadedStep> LoadAsync(StepAddress address, CancellationToken cancellationToken)
        {
            var loaded = await inner.LoadAsync(address, cancellationToken);
            return old is null ? loaded : loaded with { Instance = old };
        }

        public bool ChecksAssumptions => inner.ChecksAssumptions;

        public void Stage(StepChanges changes) => inner.Stage(changes);

        public void StageCommand(CommandRecord command) => inner.StageCommand(command);

        public Task CommitAsync(CancellationToken cancellationToken) => inner.CommitAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
