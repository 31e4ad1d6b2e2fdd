using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Workflows.Launching;
using DirectiveFlow.Workflows.Tests.Cycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Workflows.Tests.Launching;

/// <summary>What a launch takes from the reading: as the installation reads, or as a person reviewed it.</summary>
public sealed class ReviewedLaunchTests : IAsyncLifetime
{
    private const string Text = """
        UBND TỈNH SÔNG LAM
        Số: 31/KH-UBND
        Sông Lam, ngày 02 tháng 02 năm 2026

        KẾ HOẠCH
        Nâng cao năng lực khảo nghiệm

        1. Giao Tổ Khảo nghiệm chủ trì xây dựng kho dữ liệu dùng chung, hoàn thành trước ngày 15/5/2026.
        2. Giao Thanh tra Sở chủ trì kiểm tra việc sử dụng kinh phí, hoàn thành trước ngày 26/6/2026.
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launch-");
    private CycleHost _host = null!;

    private Actor Leader { get; } = CycleRun.Demo.Accounts.Single(account => account.UserName is "giamdoc").Person.AsActor();

    public async ValueTask InitializeAsync()
    {
        var database = new StorageOptions(StorageProvider.Sqlite, $"Data Source={Path.Combine(_folder.FullName, "flow.db")};Pooling=False");
        await CycleRun.PrepareAsync(database);
        _host = new CycleHost(database, new FakeTimeProvider(CycleScenario.Start), seed: 3, new FaultInjector(), []);
    }

    [Fact]
    public async Task An_unreviewed_launch_reads_with_the_dictionaries_of_the_installation()
    {
        DictionaryEntry[] entries = [new(EntryKind.UnitName, "Tổ Khảo nghiệm", "SKHCN-CDS")];
        await _host.Services.GetRequiredService<IReadingDictionaries>().PublishAsync(
            new DictionaryEdition(1, CycleScenario.Start, null, "Quản trị", "tên gọi của tổ", entries), CancellationToken.None);

        var launched = await _host.Commands.LaunchAsync("launch-1", new LaunchDirective(Leader, Text), CancellationToken.None);

        var directive = await FindAsync(launched.DirectiveId);
        var digital = CycleRun.Demo.Units.Single(unit => unit.Code is "SKHCN-CDS").Id;
        Assert.Equal(2, directive.Tasks.Count);
        Assert.Equal(digital, directive.Tasks[0].LeadUnitId);
        Assert.Equal(new DateOnly(2026, 5, 15), directive.Tasks[0].Deadline!.DueDate);
        Assert.False(directive.IsReviewed);
    }

    [Fact]
    public async Task A_reviewed_launch_takes_the_reviewed_tasks_and_keeps_every_judgement_once()
    {
        var review = new LaunchReview(
            [
                new Judgement(ReadKind.Code, ReviewDecision.Accepted, "31/KH-UBND", "31/KH-UBND") { Confidence = 0.98, Rule = "head.state" },
                new Judgement(ReadKind.Task, ReviewDecision.Changed, "Xây dựng kho dữ liệu", "Xây dựng kho dữ liệu mở") { Confidence = 0.85, Rule = "assignment.order" },
                new Judgement(ReadKind.Task, ReviewDecision.Rejected, "Kiểm tra việc sử dụng kinh phí", null) { Confidence = 0.98, Rule = "assignment.order" },
                new Judgement(ReadKind.Task, ReviewDecision.Added, null, "Công bố danh mục"),
            ],
            [new TaskProposal("Xây dựng kho dữ liệu mở", "xây dựng kho dữ liệu dùng chung"), new TaskProposal("Công bố danh mục", "")]);
        var command = new LaunchDirective(Leader, Text) { Review = review };

        var launched = await _host.Commands.LaunchAsync("launch-2", command, CancellationToken.None);
        var again = await _host.Commands.LaunchAsync("launch-2", command, CancellationToken.None);

        Assert.Equal((launched.DirectiveId, true), (again.DirectiveId, again.AlreadyDone));
        var directive = await FindAsync(launched.DirectiveId);
        Assert.Equal(["Xây dựng kho dữ liệu mở", "Công bố danh mục"], directive.Tasks.Select(task => task.Title));
        var reviews = _host.Services.GetRequiredService<IReadingReviews>();
        var kept = await reviews.OfDirectiveAsync(launched.DirectiveId, CancellationToken.None);
        Assert.Equal([1, 2, 3, 4], kept.Select(item => item.Number));
        Assert.Equal(("Xây dựng kho dữ liệu", "Xây dựng kho dữ liệu mở", 0.85, "assignment.order", Leader.FullName),
            (kept[1].Proposed, kept[1].Decided, kept[1].Confidence, kept[1].Rule, kept[1].PersonName));
        var document = Assert.Single(await reviews.LastAsync(ReadingAccuracy.Window, CancellationToken.None));
        Assert.Equal(("31/KH-UBND", CycleScenario.Start), (document.Code, document.At));
        Assert.Equal([new KindCount(ReadKind.Code, 1, 0, 0, 0), new KindCount(ReadKind.Task, 0, 1, 1, 1)], document.Counts);
    }

    [Fact]
    public async Task When_every_proposal_was_rejected_nothing_is_proposed_again()
    {
        var review = new LaunchReview([new Judgement(ReadKind.Task, ReviewDecision.Rejected, "Xây dựng kho dữ liệu", null)], []);

        var launched = await _host.Commands.LaunchAsync("launch-3", new LaunchDirective(Leader, Text) { Review = review }, CancellationToken.None);

        var directive = await FindAsync(launched.DirectiveId);
        Assert.Empty(directive.Tasks);
        Assert.Equal((DirectiveState.Concretizing, true), (directive.State, directive.IsReviewed));
    }

    [Fact]
    public async Task A_unit_that_does_not_exist_is_refused_and_nothing_is_registered()
    {
        var review = new LaunchReview([], [new TaskProposal("Công bố danh mục", "") { LeadUnitId = Guid.Empty }]);

        var refusal = await Assert.ThrowsAsync<RuleViolationException>(() =>
            _host.Commands.LaunchAsync("launch-4", new LaunchDirective(Leader, Text) { Review = review }, CancellationToken.None));

        Assert.Equal(("unit.unknown", "tasks[0].leadUnitId"), (refusal.Code, refusal.Field));
        Assert.Empty(await _host.Services.GetRequiredService<IReadingReviews>().LastAsync(ReadingAccuracy.Window, CancellationToken.None));
    }

    [Fact]
    public async Task A_text_stamped_secret_is_refused_and_not_stored()
    {
        var stamped = "MẬT\n" + Text;

        var refusal = await Assert.ThrowsAsync<RuleViolationException>(() => _host.Commands.LaunchAsync("launch-5", new LaunchDirective(Leader, stamped), CancellationToken.None));

        Assert.Equal(("directive.secret.text-refused", "text"), (refusal.Code, refusal.Field));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<Directive> FindAsync(Guid id)
    {
        await using var unit = _host.Services.GetRequiredService<IUnitOfWorkFactory>().Open();
        return (await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(id, CancellationToken.None))!;
    }
}
