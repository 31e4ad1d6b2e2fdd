using DirectiveFlow.Benchmarks.Cycles;
using DirectiveFlow.Benchmarks.Definitions;
using DirectiveFlow.Benchmarks.Expressions;
using DirectiveFlow.Benchmarks.Lists;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Benchmarks.Reading;
using DirectiveFlow.Benchmarks.Reference;
using DirectiveFlow.Benchmarks.Steps;
using DirectiveFlow.TestServers;

if (args is ["reading"])
{
    Console.WriteLine(Machine.Describe());
    Console.WriteLine();
    ReadingFigures.Print();
    return 0;
}

if (args is ["loop"])
{
    Console.WriteLine(Machine.Describe());
    Console.WriteLine();
    Console.WriteLine(await ReferenceFigures.LoopAsync());
    return 0;
}

if (args is ["expressions"])
{
    Console.WriteLine(Machine.Describe());
    Console.WriteLine();
    await ExpressionFigures.PrintAsync();
    return 0;
}

if (args is not ["steps" or "cycle" or "wal" or "statements" or "reference" or "instances" or "definitions"])
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/Benchmarks -c Release -- steps|cycle|wal|statements|reference|instances|definitions|reading|expressions|loop");
    return 1;
}

await using var server = new PostgresServer();
if (args is ["statements"])
{
    StatementFigures.Prepare(server);
}

await server.StartAsync();
Console.WriteLine(Machine.Describe());
Console.WriteLine();
if (args is ["steps"])
{
    await StepFigures.PrintAsync(server);
}
else if (args is ["instances"])
{
    await InstanceListFigures.PrintAsync(server);
}
else if (args is ["definitions"])
{
    await DefinitionFigures.PrintAsync(server);
}
else if (args is ["reference"])
{
    await ReferenceFigures.PrintAsync(server);
}
else if (args is ["statements"])
{
    await StatementFigures.PrintAsync(server);
}
else if (args is ["wal"])
{
    await WalFigures.PrintAsync(server);
}
else
{
    await ForkJoinFigures.PrintAsync(server);
    await DirectiveFigures.PrintAsync(server);
}

Console.WriteLine(Machine.Describe());
return 0;
