using System.Security.Cryptography;
using System.Text;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Workflows.Launching;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Commands;

public sealed partial class DirectiveCommands
{
    /// <summary>Said for a leader who launches without a direction of his own (T3 keeps a direction verbatim).</summary>
    private const string LaunchIsDirection = "Triển khai thực hiện theo nội dung văn bản.";

    /// <summary>
    /// Registers the directive that the text is, or announces, with its lineage, and starts its workflow, which proposes the
    /// tasks. Launched by a leader, it goes straight to the confirmation of tasks; by a clerk or monitor, to the leader.
    /// </summary>
    /// <exception cref="UnreadableTextException">Empty, binary or too long.</exception>
    /// <exception cref="RuleViolationException"><c>directive.secret.text-refused</c>, <c>directive.code.required</c>, <c>directive.duplicate</c>, a role that may not, what <see cref="ProposalDecision.Review"/> refuses ...</exception>
    public async Task<LaunchAnswer> LaunchAsync(string commandId, LaunchDirective command, CancellationToken cancellationToken)
    {
        var today = VietnamTime.DayOf(clock.GetUtcNow());
        var (document, announced, read) = await DocumentOfAsync(command, today, cancellationToken);
        var directiveId = DirectiveIdOf(commandId);
        var result = await runtime.StartAsync(
            new StartWorkflow
            {
                CommandId = commandId,
                DefinitionId = ShippedWorkflows.DirectiveCycle,
                InstanceId = ids.NewId(),
                CorrelationId = directiveId.ToString("D"),
                Name = document.Code,
                Input = new Dictionary<string, System.Text.Json.JsonElement>(StringComparer.Ordinal)
                {
                    ["DirectiveId"] = System.Text.Json.JsonSerializer.SerializeToElement(directiveId),
                },
                Prepare = (unit, cancellation) => RegisterAsync(unit, directiveId, document, command, (announced?.Document, read), cancellation),
            },
            cancellationToken);
        return new LaunchAnswer(directiveId, result.InstanceId!, result.Kind == StepKind.AlreadyDone);
    }

    private async Task RegisterAsync(
        IUnitOfWork unit, Guid directiveId, IncomingDocument document, LaunchDirective command,
        (ReadDocument? Document, IReadOnlyList<ProposedTask> Tasks) read, CancellationToken cancellationToken)
    {
        var directives = unit.Services.GetRequiredService<IDirectiveRepository>();
        var act = new Act(
            command.Actor, clock.GetUtcNow(),
            await unit.Services.GetRequiredService<ICalendarSource>().GetAsync(cancellationToken));
        var directive = Directive.Receive(directiveId, document, act);
        if (await directives.FindDuplicateAsync(document.Identity, cancellationToken) is { } earlier)
        {
            throw new RuleViolationException(
                "directive.duplicate", "T1",
                $"Văn bản {earlier.Code} của {earlier.OrganName} đã được đăng ký, số đến {earlier.ArrivalNumber}. Nếu đây là bản thay thế hoặc cập nhật, ghi đúng số, ký hiệu và ngày của bản mới.",
                $"Directive {earlier.Code} of {earlier.OrganName} is registered already, arrival number {earlier.ArrivalNumber}.", "code");
        }

        directive.Register(await directives.NextArrivalNumberAsync(act.Today.Year, cancellationToken), act);
        directive.SubmitToLeader(act);
        if (command.Actor.Has(Roles.Leader))
        {
            directive.Direct(command.Direction ?? LaunchIsDirection, forInformation: false, act);
        }

        var organization = unit.Services.GetRequiredService<IOrganization>();
        var review = command.Review;
        if (command.Decisions is { } decisions)
        {
            var tasks = ProposalDecision.Review(decisions, read.Tasks, act);
            var known = await organization.ListUnitsAsync(cancellationToken);
            review = new ReviewOutcome(read.Document, read.Tasks, known, act.Calendar.Edition)
                .Of(new ReviewedHead(document.Code, document.IssuedDate, document.OrganName), tasks);
        }

        if (review is not null)
        {
            await TakeAsync(directive, review, organization, act, cancellationToken);
        }

        directives.Add(directive);
    }

    /// <summary>The tasks a person took from the reading become the directive's proposals; what was proposed and decided is kept beside them.</summary>
    private async Task TakeAsync(Directive directive, LaunchReview review, IOrganization organization, Act act, CancellationToken cancellationToken)
    {
        foreach (var (task, index) in review.Tasks.Select((task, index) => (task, index)))
        {
            foreach (var unit in task.CoordinatingUnitIds.Concat(task.LeadUnitId is { } lead ? [lead] : []))
            {
                await organization.RequireUnitAsync(unit, $"tasks[{index}].leadUnitId", cancellationToken);
            }

            directive.ProposeTask(ids.NewGuid(), task);
        }

        directive.Review(review.Judgements, act);
    }

    private async Task<(IncomingDocument Document, DirectiveSubject? Announced, IReadOnlyList<ProposedTask> Read)> DocumentOfAsync(
        LaunchDirective command, DateOnly today, CancellationToken cancellationToken)
    {
        var reading = command.Secrecy == Secrecy.None
            ? await reader.ReadAsync(command.Text, command.ContextDate ?? today, cancellationToken)
            : null;
        if (reading?.SelfDocument?.Secrecy is not null)
        {
            throw new RuleViolationException(
                "directive.secret.text-refused", "2.1",
                "Văn bản đóng dấu mật: chỉ lưu số, ngày và người giữ. Không có toàn văn trên hệ thống.",
                "The text is stamped secret: only number, date and holder are kept, and its text is refused.", "text");
        }

        var announced = reading is null ? null : DirectiveSubject.Of(reading, command.Code);
        var code = command.Code ?? announced?.Document.Code;
        if (string.IsNullOrWhiteSpace(code))
        {
            throw new RuleViolationException(
                "directive.code.required", "T1",
                "Không đọc được số, ký hiệu của văn bản. Ghi số, ký hiệu (ví dụ 391-KH/TU) rồi triển khai lại.",
                "The text shows no code of the directive. Give it (for example 391-KH/TU) and launch again.", "code");
        }

        var (number, notation) = SplitCode(code);
        var document = new IncomingDocument(
            code, number, notation,
            command.TypeName ?? announced?.Document.Type ?? "",
            command.OrganName ?? announced?.Document.Issuer ?? "",
            command.IssuedDate ?? DateOf(announced?.Document.Date),
            command.Subject ?? announced?.Document.Title ?? "",
            reading?.Text, command.Urgency, command.Secrecy, command.DueDate)
        {
            Links =
            [
                .. (announced?.Lineage ?? []).Select((link, index) => new DirectiveLink(
                    LinkRelation.Implements, index + 1, link.Code ?? "", link.Type ?? "", link.Issuer ?? "", DateOf(link.Date), link.Title ?? "")),
            ],
        };
        return (document, announced, reading is null ? [] : DirectiveSubject.ProposalsOf(reading, code));
    }

    /// <summary>Party codes put a hyphen after the number (391-KH/TU), state codes a slash (1323/QĐ-UBND).</summary>
    private static (string Number, string Notation) SplitCode(string code)
    {
        var digits = code.TakeWhile(char.IsAsciiDigit).Count();
        return (code[..digits], code[digits..].TrimStart('-', '/', ' '));
    }

    private static DateOnly? DateOf(string? iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The same command always names the same directive, so that a repeated one answers as the first did.</summary>
    private static Guid DirectiveIdOf(string commandId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("launch|" + commandId)).AsSpan(0, 16));
}
