using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Web.Forms;
using DirectiveFlow.Web.Icons;
using DirectiveFlow.Web.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace DirectiveFlow.Web.Operations;

/// <summary>
/// A page of operators. Inspectors read it; only administrators act. Each act carries one command id from its first try until it took
/// effect, so that a second click after a lost connection does it once.
/// </summary>
public abstract class OperatorComponent : PageComponent
{
    /// <summary>Who may look at workflows and definitions.</summary>
    public const string Readers = Roles.Admin + "," + Roles.Inspector;

    private readonly Dictionary<string, string> _commands = new(StringComparer.Ordinal);

    [Inject]
    public required Operation Operation { get; set; }

    [Inject]
    public required IIdGenerator Ids { get; set; }

    [Inject]
    public required ISnackbar Snackbar { get; set; }

    [Inject]
    public required ILoggerFactory Logs { get; set; }

    protected FormState State { get; } = new();

    protected bool MayAct => Viewer.Has(Roles.Admin);

    /// <summary>Does one thing. When it fails, what was typed stays and the reason stands in <see cref="State"/>.</summary>
    /// <param name="name">Tells acts of this page apart.</param>
    /// <param name="act">Given the command id; answers what to say, or null when it said in <see cref="State"/> why not.</param>
    protected async Task<bool> ActAsync(string name, Func<string, Task<string?>> act)
    {
        if (State.Busy)
        {
            return false;
        }

        State.Begin();
        if (!MayAct)
        {
            State.End();
            State.Fail(T("Chỉ người quản trị làm được việc này.", "Only administrators may do this."));
            return false;
        }

        var command = _commands.TryGetValue(name, out var known) ? known : _commands[name] = "ops-" + Ids.NewGuid().ToString("N");
        StateHasChanged();
        try
        {
            var done = await act(command);
            _commands.Remove(name);
            if (done is not null)
            {
                Snackbar.Add(done, Severity.Normal, options => options.Icon = IconPaths.ForMudBlazor("check"));
            }

            return done is not null;
        }
        catch (DefinitionException refusal)
        {
            State.Fail(string.Join(' ', refusal.Problems.Take(5).Select(p => ProblemLabels.Sentence(p, Language))));
        }
        catch (StaleStateException)
        {
            State.Fail(T(
                "Nhiều người đang thao tác cùng lúc; chưa có gì được ghi. Xem lại trạng thái rồi thử lại.",
                "Others act at the same moment; nothing was written. Look at the state again, then retry."));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var reference = command[^8..];
            Logs.CreateLogger(GetType()).LogError(failure, "An operator's act failed; reference {Reference}", reference);
            State.Fail(T(
                $"Chưa làm được. Nội dung bạn nhập vẫn còn; thử lại, việc chỉ được ghi một lần. Mã tra cứu: {reference}.",
                $"Not done. What you typed is kept; try again, it takes effect once. Reference: {reference}."));
        }
        finally
        {
            State.End();
        }

        return false;
    }
}
