namespace DirectiveFlow.Engine.Http;

/// <summary>
/// Makes unreadable what must be kept for a later moment and must not stand in the database as it is. Registered by the host, for all
/// hosts of an installation the same; without one nothing is sealed.
/// </summary>
public interface ISecretSeal
{
    string Seal(string text);

    /// <summary>Null when it cannot be opened any more: the keys are gone, or it is no seal of this installation.</summary>
    string? Open(string sealedText);
}
