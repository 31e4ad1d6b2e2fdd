using System.Security.Cryptography;
using System.Text;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>The address of a definition's text: versions with the same text have the same hash and share one compiled graph.</summary>
public static class ContentHash
{
    /// <summary>Upper-case hexadecimal SHA-256 of the text in UTF-8.</summary>
    public static string Of(string json) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
}
