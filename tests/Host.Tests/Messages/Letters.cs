using System.Globalization;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Messages;

/// <summary>Messages from the department of science to the department of finance, and what its head has received.</summary>
internal static class Letters
{
    public const string From = DemoOrganization.DepartmentCode;
    public const string To = "STC";

    private static int _ids;

    public static ReportSubmitted Report(Guid directiveId, int number) => new()
    {
        MessageId = NextId(),
        OccurredAt = new DateTimeOffset(2026, 2, 10, 1, 0, 0, TimeSpan.Zero),
        DirectiveId = directiveId,
        DirectiveCode = "391-KH/TU",
        FromDepartment = From,
        ToDepartment = To,
        AssignmentId = NextId(),
        TaskId = NextId(),
        UnitCode = "SKHCN-QLKH",
        ReportId = NextId(),
        Round = 1,
        Summary = number.ToString(CultureInfo.InvariantCulture),
        ActorName = "Lê Minh Quân",
    };

    public static Guid NextId() => new(Interlocked.Increment(ref _ids), 7, 7, 7, 7, 7, 7, 7, 7, 7, 7);

    /// <summary>Writes the messages to the outbox, each in a transaction of its own.</summary>
    public static async Task PostAsync(this HostUnderTest host, params IEnumerable<IDepartmentMessage> messages)
    {
        foreach (var message in messages)
        {
            await host.PostRawAsync(message.MessageId, message.DirectiveId, message.GetType().Name, ContractCatalog.Serialize(message));
        }
    }

    public static async Task PostRawAsync(this HostUnderTest host, Guid messageId, Guid directiveId, string type, byte[] body)
    {
        await using var unit = host.Units.Open();
        unit.Services.GetRequiredService<IOutbox>().Add(new OutboxMessage(
            messageId, directiveId.ToString("D"), To, type, body, new DateTimeOffset(2026, 2, 10, 1, 0, 0, TimeSpan.Zero)));
        await unit.CommitAsync(CancellationToken.None);
    }

    /// <summary>Notifications of received messages, oldest first.</summary>
    public static async Task<IReadOnlyList<Notification>> ReceivedAsync(this HostUnderTest host, DemoOrganization demo)
    {
        var head = demo.Accounts.Single(account => account.UserName.Equals("stc", StringComparison.Ordinal)).Person;
        await using var unit = host.Units.Open();
        var unread = await unit.Services.GetRequiredService<INotificationRepository>().UnreadOfAsync(head.Id, CancellationToken.None);
        return [.. unread.Where(n => n.Kind.Equals(ReceiptNotice.Kind, StringComparison.Ordinal)).OrderBy(n => n.At).ThenBy(n => n.Id)];
    }

    public static async Task OutboxIsEmptyAsync(this HostUnderTest host)
    {
        var store = host.Services.GetRequiredService<IOutboxStore>();
        await Eventually.TrueAsync(async () => (await store.LagAsync(CancellationToken.None)).Count == 0, "the outbox is empty");
    }
}
