using System.Text;
using DirectiveFlow.Host.CommandLine;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await Commands.RunAsync(args);

/// <summary>The program: a service, or one command and the end. Visible to tests that host it in their process.</summary>
public partial class Program;
