namespace DirectiveFlow.Directives.Labels;

/// <summary>A name as screens show it: Vietnamese first, English second.</summary>
public sealed record Label(string Vi, string En);
