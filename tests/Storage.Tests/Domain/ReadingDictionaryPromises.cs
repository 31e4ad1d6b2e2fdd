using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Domain;

/// <summary>What an administrator publishes is in force for the next reading; of two who publish one version one is refused.</summary>
public abstract class ReadingDictionaryPromises(StorageUnderTest storage)
{
    private static readonly DateTimeOffset At = new(2026, 2, 10, 1, 0, 0, TimeSpan.Zero);

    private IReadingDictionaries Dictionaries => storage.Get<IReadingDictionaries>();

    [Fact]
    public async Task A_published_edition_is_in_force_for_the_next_reading_and_names_the_unit()
    {
        await using (var unit = storage.Open())
        {
            unit.Services.GetRequiredService<IOrganization>().AddUnit(new Unit(Given.Guid(), "STT", "STT", "Sở Thử nghiệm", "STT", UnitKind.Department));
            await unit.CommitAsync(CancellationToken.None);
        }

        const string text = "1. Nhà thử nghiệm niêm phong kho vật tư.";
        Assert.Empty((await storage.Get<DocumentReader>().ReadAsync(text, null, CancellationToken.None)).Assignments);
        DictionaryEntry[] entries = [new(EntryKind.DutyVerb, "niêm phong"), new(EntryKind.BodyHead, "nhà thử nghiệm"), new(EntryKind.UnitName, "Nhà thử nghiệm", "STT")];
        await Dictionaries.PublishAsync(new DictionaryEdition(1, At, Given.Guid(), "Quản trị", "thử", entries), CancellationToken.None);

        var assignment = Assert.Single((await storage.Get<DocumentReader>().ReadAsync(text, null, CancellationToken.None)).Assignments);
        Assert.Equal("STT", Assert.Single(assignment.LeadUnits!).Code);
        var edition = (await Dictionaries.EditionsAsync(CancellationToken.None))[0];
        Assert.Equal((1, At, "Quản trị", "thử"), (edition.Version, edition.At, edition.PersonName, edition.Note));
        Assert.Equal(entries, edition.Entries);

        var second = await Assert.ThrowsAsync<RuleViolationException>(() => Dictionaries.PublishAsync(edition with { Note = "khác" }, CancellationToken.None));
        Assert.Equal("dictionary.published-meanwhile", second.Code);
    }

    [Fact]
    public async Task The_documents_reviewed_last_come_newest_first_with_their_counts()
    {
        var office = await Office.OpenAsync(storage);
        foreach (var (code, hours) in new[] { ("61/KH-TU", 1), ("62/KH-TU", 3), ("63/KH-TU", 2) })
        {
            office.Now = Given.At.AddHours(hours);
            await office.InUnitAsync(unit =>
            {
                var directive = Directive.Receive(
                    Given.Guid(), new IncomingDocument(code, code[..2], "KH-TU", "Kế hoạch", "Tỉnh uỷ", new DateOnly(2026, 1, 20), "về kinh tế số", "Toàn văn"), office.By(office.Clerk));
                directive.Review(
                    [
                        new Judgement(ReadKind.Code, ReviewDecision.Accepted, code, code) { Confidence = 0.98, Rule = "head.party" },
                        new Judgement(ReadKind.Task, ReviewDecision.Accepted, "Rà soát", "Rà soát"), new Judgement(ReadKind.Task, ReviewDecision.Rejected, "Đọc", null),
                        new Judgement(ReadKind.Task, ReviewDecision.Added, null, "Báo cáo"), new Judgement(ReadKind.Task, ReviewDecision.Added, null, "Công bố"),
                    ],
                    office.By(office.Clerk));
                unit.GetRequiredService<IDirectiveRepository>().Add(directive);
                return Task.CompletedTask;
            });
        }

        var last = await storage.Get<IReadingReviews>().LastAsync(2, CancellationToken.None);

        Assert.Equal([("62/KH-TU", Given.At.AddHours(3)), ("63/KH-TU", Given.At.AddHours(2))], last.Select(document => (document.Code, document.At)));
        Assert.Equal([new KindCount(ReadKind.Code, 1, 0, 0, 0), new KindCount(ReadKind.Task, 1, 0, 1, 2)], last[0].Counts);
        var kept = await storage.Get<IReadingReviews>().OfDirectiveAsync(last[0].DirectiveId, CancellationToken.None);
        Assert.Equal((1, ReadKind.Code, 0.98, "head.party", office.Clerk.FullName), (kept[0].Number, kept[0].Kind, kept[0].Confidence, kept[0].Rule, kept[0].PersonName));
        Assert.Equal(5, kept.Count);
    }

    [Fact]
    public async Task An_example_is_kept_as_saved_until_it_is_removed()
    {
        var example = new SavedExample(Given.Guid(), ReadingExample.Of("mẫu", new DateOnly(2026, 1, 5), "Sở Y tế.", "due ongoing -"), "due ongoing -", At, "Quản trị");
        await Dictionaries.SaveAsync(example, CancellationToken.None);

        var saved = Assert.Single(await Dictionaries.ExamplesAsync(CancellationToken.None), other => other.Id == example.Id);
        Assert.Equal(("mẫu", new DateOnly(2026, 1, 5), "Sở Y tế.", "due ongoing -"), (saved.Example.Name, saved.Example.Context, saved.Example.Text, saved.ExpectedLines));
        Assert.Equal(new ExampleItem("due", "ongoing -"), Assert.Single(saved.Example.Expected));

        await Dictionaries.RemoveExampleAsync(example.Id, CancellationToken.None);
        Assert.DoesNotContain(await Dictionaries.ExamplesAsync(CancellationToken.None), other => other.Id == example.Id);
    }
}

public sealed class ReadingDictionariesOnSqlite(SqliteStorage storage) : ReadingDictionaryPromises(storage), IClassFixture<SqliteStorage>;

public sealed class ReadingDictionariesOnPostgreSql(PostgreSqlStorage storage) : ReadingDictionaryPromises(storage), IClassFixture<PostgreSqlStorage>;
