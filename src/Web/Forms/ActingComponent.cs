using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Web.Session;
using DirectiveFlow.Workflows.Commands;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace DirectiveFlow.Web.Forms;

/// <summary>
/// A form that sends one command. Each form carries one command id from when it is shown until it has taken effect, so a
/// double click, a retry after a lost connection and a second window of the same circuit act once.
/// </summary>
public abstract class ActingComponent : PageComponent
{
    private string? _commandId;

    [Inject]
    public required Operation Operation { get; set; }

    [Inject]
    public required IIdGenerator Ids { get; set; }

    [Inject]
    public required OpenWork Work { get; set; }

    [Inject]
    public required ISnackbar Snackbar { get; set; }

    [Inject]
    public required ILoggerFactory Logs { get; set; }

    protected FormState State { get; } = new();

    /// <summary>Sends the command; on refusal everything typed stays and the reason stands beside it.</summary>
    /// <param name="done">What to say when it took effect.</param>
    protected async Task<bool> SendAsync(Func<DirectiveCommands, string, Task> command, string done)
    {
        if (State.Busy)
        {
            return false;
        }

        State.Begin();
        StateHasChanged();
        try
        {
            _commandId ??= "page-" + Ids.NewGuid().ToString("N");
            await Operation.RunAsync((DirectiveCommands commands) => command(commands, _commandId));
            _commandId = null;
            Snackbar.Add(done, Severity.Normal, options => options.Icon = Icons.IconPaths.ForMudBlazor("check"));
            await Work.RefreshAsync(Viewer);
            return true;
        }
        catch (RuleViolationException refusal)
        {
            State.Refuse(refusal, Language);
        }
        catch (StaleVersionException conflict)
        {
            State.Collide(conflict);
        }
        catch (UnreadableTextException unreadable)
        {
            State.Add("text", T(unreadable.Vietnamese, unreadable.English));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var reference = _commandId![^8..];
            Logs.CreateLogger(GetType()).LogError(failure, "A command of a page failed; reference {Reference}", reference);
            State.Fail(T(
                $"Chưa gửi được. Nội dung bạn đang nhập vẫn được giữ; bấm gửi lại, việc chỉ được ghi một lần. Mã tra cứu: {reference}.",
                $"Not sent. What you typed is kept; send again, it takes effect once. Reference: {reference}."));
        }
        finally
        {
            State.End();
        }

        return false;
    }
}
