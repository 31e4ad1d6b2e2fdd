using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Storage.Tests.Databases;

/// <summary>Rows with meaningful defaults. Ids come from a counter, so a run can be repeated.</summary>
internal static class Given
{
    public static readonly DateTimeOffset At = new(2026, 2, 10, 1, 0, 0, TimeSpan.Zero);
    private static int _ids;

    public static string Id(string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}{Interlocked.Increment(ref _ids):x12}");

    public static Guid Guid() => new(SHA256.HashData(Encoding.UTF8.GetBytes(Id("guid")))[..16]);

    public static InstanceRecord Instance(string? id = null, long sequence = 1, string status = "Running", string sub = "Suspended") => new()
    {
        Id = id ?? Id("inst"),
        DefinitionId = "directive-cycle",
        DefinitionVersionId = "directive-cycle-1",
        DefinitionVersion = 1,
        Name = "391-KH/TU",
        CorrelationId = "d1",
        Status = status,
        SubStatus = sub,
        CreatedAt = At,
        UpdatedAt = At,
        Sequence = sequence,
        State = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"state {sequence}")),
    };

    public static StepChanges Step(
        InstanceRecord instance,
        IReadOnlyList<BookmarkRecord>? added = null,
        IReadOnlyList<string>? removed = null,
        CommandRecord? command = null) => new()
        {
            Instance = instance,
            IsNew = instance.Sequence == 1,
            Journal = new JournalRecord(instance.Id, instance.Sequence, At, command?.CommandId, [1, 2, 3]),
            BookmarksAdded = added ?? [],
            BookmarksRemoved = removed ?? [],
            Command = command,
        };

    public static BookmarkRecord Bookmark(string instanceId, string? hash = null, DateTimeOffset? at = null) =>
        new(Id("bm"), instanceId, "Elsa.Event", hash ?? Id("HASH"), "activity1", null, at ?? At);

    public static CommandRecord Command(string? id = null, string result = "done") =>
        new(id ?? Id("command"), At, Encoding.UTF8.GetBytes(result));

    public static DueWorkItem Due(string? key = null, DateTimeOffset? at = null, string kind = "reminder") =>
        new(Guid(), at ?? At, kind, key ?? Id("owner") + "/L0-7", "{}");

    public static OutboxMessage Message(string key, string body = "{}", string type = "TaskAssigned") =>
        new(Guid(), key, "SKHCN", type, Encoding.UTF8.GetBytes(body), At);
}
