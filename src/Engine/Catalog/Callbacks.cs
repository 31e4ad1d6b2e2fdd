using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>
/// Finds an activity's callback by the method name stored in an instance's state. Delegates are made once per class and method,
/// so a step uses no reflection.
/// </summary>
internal static class Callbacks
{
    private static readonly ConcurrentDictionary<(Type, string), Func<Activity, ActivityExecutionContext, ValueTask>> s_resume = new();
    private static readonly ConcurrentDictionary<(Type, string), Func<Activity, ActivityExecutionContext, ChildCompletion, ValueTask>> s_child = new();

    /// <summary>Callbacks that were looked at and bear the name they were written with.</summary>
    private static readonly ConcurrentDictionary<(Type, string), bool> s_written = new();

    /// <param name="written">How the caller wrote the callback. A method group of its own bears that name, so it is looked at only once.</param>
    /// <inheritdoc cref="NameOf(Delegate, Activity)"/>
    public static string NameOf(Delegate callback, Activity owner, string written)
    {
        if (ReferenceEquals(callback.Target, owner) && s_written.ContainsKey((owner.GetType(), written)))
        {
            return written;
        }

        var name = NameOf(callback, owner);
        if (string.Equals(name, written, StringComparison.Ordinal))
        {
            s_written.TryAdd((owner.GetType(), written), true);
        }

        return name;
    }

    /// <exception cref="ArgumentException">The callback is a lambda or a method of another class: it could not be found again after a restart.</exception>
    public static string NameOf(Delegate callback, Activity owner)
    {
        var method = callback.Method;
        var isOwn = ReferenceEquals(callback.Target, owner) && method.DeclaringType!.IsInstanceOfType(owner);
        return isOwn && method.GetCustomAttribute<CompilerGeneratedAttribute>() is null
            ? method.Name
            : throw new ArgumentException($"'{method.Name}' is not a method of {owner.GetType().Name}; a callback is stored by name.", nameof(callback));
    }

    public static Func<Activity, ActivityExecutionContext, ValueTask> Resume(Activity owner, string name) =>
        s_resume.GetOrAdd((owner.GetType(), name), static key =>
        {
            var method = Method(key.Item1, key.Item2, typeof(ActivityExecutionContext));
            var typed = s_resumeFactory.MakeGenericMethod(method.DeclaringType!);
            return (Func<Activity, ActivityExecutionContext, ValueTask>)typed.Invoke(null, [method])!;
        });

    public static Func<Activity, ActivityExecutionContext, ChildCompletion, ValueTask> Child(Activity owner, string name) =>
        s_child.GetOrAdd((owner.GetType(), name), static key =>
        {
            var method = Method(key.Item1, key.Item2, typeof(ActivityExecutionContext), typeof(ChildCompletion));
            var typed = s_childFactory.MakeGenericMethod(method.DeclaringType!);
            return (Func<Activity, ActivityExecutionContext, ChildCompletion, ValueTask>)typed.Invoke(null, [method])!;
        });

    private static readonly MethodInfo s_resumeFactory = typeof(Callbacks).GetMethod(nameof(ResumeFactory), BindingFlags.NonPublic | BindingFlags.Static)!;
    private static readonly MethodInfo s_childFactory = typeof(Callbacks).GetMethod(nameof(ChildFactory), BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Func<Activity, ActivityExecutionContext, ValueTask> ResumeFactory<T>(MethodInfo method)
        where T : Activity
    {
        var call = method.CreateDelegate<Func<T, ActivityExecutionContext, ValueTask>>();
        return (owner, context) => call((T)owner, context);
    }

    private static Func<Activity, ActivityExecutionContext, ChildCompletion, ValueTask> ChildFactory<T>(MethodInfo method)
        where T : Activity
    {
        var call = method.CreateDelegate<Func<T, ActivityExecutionContext, ChildCompletion, ValueTask>>();
        return (owner, context, child) => call((T)owner, context, child);
    }

    private static MethodInfo Method(Type type, string name, params Type[] parameters)
    {
        for (var current = type; current is not null && current != typeof(Activity); current = current.BaseType)
        {
            var method = current.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, parameters);
            if (method is not null && method.ReturnType == typeof(ValueTask))
            {
                return method;
            }
        }

        throw new MissingMethodException(type.FullName, name);
    }
}
