using System.Text.Json;

namespace DirectiveFlow.Contracts;

/// <summary>
/// The contracts by name, and their one JSON form (camelCase, unknown members ignored). The name of a contract is its
/// record's name and never changes once messages of it may be stored in an outbox.
/// </summary>
public static class ContractCatalog
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, Type> ByName = new[]
    {
        typeof(DirectiveIssued), typeof(TaskAssigned), typeof(TaskAcknowledged), typeof(TaskReturned), typeof(TaskCancelled),
        typeof(ReportSubmitted), typeof(ReportReviewed), typeof(ExtensionRequested), typeof(ExtensionDecided),
        typeof(ReminderDue), typeof(TaskOverdue), typeof(DirectiveWithdrawn), typeof(DirectiveReplaced),
        typeof(DirectiveClosed), typeof(ConsolidatedReportSubmitted),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Every contract, in the order of the cycle.</summary>
    public static IReadOnlyCollection<Type> Types => ByName.Values;

    /// <summary>The contract of that name, null when this version does not know it.</summary>
    public static Type? Find(string name) => ByName.GetValueOrDefault(name);

    public static byte[] Serialize(IDepartmentMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);

    /// <exception cref="JsonException">The body is not this contract: malformed, or a required member is missing.</exception>
    /// <exception cref="NotSupportedException">No contract has this name.</exception>
    public static IDepartmentMessage Deserialize(string name, ReadOnlySpan<byte> body)
    {
        var type = Find(name) ?? throw new NotSupportedException($"No contract is named '{name}'.");
        return (IDepartmentMessage?)JsonSerializer.Deserialize(body, type, Json)
            ?? throw new JsonException($"The body of '{name}' is null.");
    }
}
