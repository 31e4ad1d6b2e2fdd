namespace DirectiveFlow.Engine.Http;

/// <summary>
/// The response a step wants to give to the request that caused it. Whoever runs the step for a request answers with it; without a request
/// it goes nowhere.
/// </summary>
/// <param name="Body">Base64 when <paramref name="IsBase64"/>.</param>
public sealed record HttpReply(int StatusCode, string? ContentType, IReadOnlyDictionary<string, string[]> Headers, string? Body, bool IsBase64 = false);
