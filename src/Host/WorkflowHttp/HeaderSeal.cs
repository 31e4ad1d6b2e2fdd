using System.Security.Cryptography;
using DirectiveFlow.Engine.Http;
using Microsoft.AspNetCore.DataProtection;

namespace DirectiveFlow.Host.WorkflowHttp;

/// <summary>Seals with the key ring that the hosts of an installation share in <c>Data:Path</c>.</summary>
internal sealed class HeaderSeal(IDataProtectionProvider protection) : ISecretSeal
{
    private readonly IDataProtector _protector = protection.CreateProtector("DirectiveFlow.WorkflowHttp.Headers");

    public string Seal(string text) => _protector.Protect(text);

    public string? Open(string sealedText)
    {
        try
        {
            return _protector.Unprotect(sealedText);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
